package io.rollcall.ingest;

import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/**
 * The settings by which the topics are made when they are not there. Topics that are there are checked and left as they
 * are. The defaults suit one machine; production has a replication factor of 3 and 2 replicas in sync, or a broker's
 * death may take acknowledged events with it.
 */
@ConfigMapping(prefix = "rollcall.topics")
public interface TopicConfig {
    /** Partitions of each topic: a divisor of 64. */
    @WithDefault("8")
    int partitions();

    /** Copies of each partition; 3 in production. */
    @WithDefault("1")
    short replicationFactor();

    /** Copies that must have a record before it is acknowledged; 2 in production. */
    @WithDefault("1")
    short minInsyncReplicas();

    /** The time that accepted events stay on the log. At least 4d: the live window is replayed from it. */
    @WithDefault("7d")
    Duration retention();

    /** The time that rejected events are kept for a replay. */
    @WithDefault("30d")
    Duration rejectedRetention();

    /** The bytes of them that each partition keeps; the oldest go first. At least 64M. */
    @WithDefault("256M")
    MemorySize rejectedSize();
}
