package io.rollcall.log;

import java.time.Duration;

/**
 * The choices that a deployment makes about the topics.
 *
 * @param partitions of the topics of events: a divisor of 64
 * @param replicationFactor copies of each partition
 * @param minInsyncReplicas copies that must have a record before it is acknowledged
 * @param retention how long accepted events stay on the log
 * @param rejectedRetention how long rejected events are kept for a replay
 * @param rejectedBytes how many bytes of them each partition keeps; who sends rubbish must not fill the disk with it
 */
public record TopicSettings(
        int partitions,
        short replicationFactor,
        short minInsyncReplicas,
        Duration retention,
        Duration rejectedRetention,
        long rejectedBytes) {}
