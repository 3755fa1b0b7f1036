package io.rollcall.log;

import io.rollcall.event.Limits;
import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.Topics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * The requirements on one topic.
 *
 * @param name of the topic
 * @param partitions when it is made
 * @param replicationFactor when it is made
 * @param maxMessageBytes the largest record that must fit
 * @param minRetention what a replay needs
 * @param config its settings, when it is made
 */
public record TopicPlan(
        String name,
        int partitions,
        short replicationFactor,
        int maxMessageBytes,
        Duration minRetention,
        Map<String, String> config) {
    /** The live window, and a day for an outage to end in. */
    static final Duration LEAST_RETENTION = Duration.ofDays(LiveWindow.DAYS + 1);

    private static final int KAFKA_DEFAULT_BYTES = 1 << 20;
    private static final int SMALLEST_LIMIT_BYTES = 1 << 10;
    private static final int STAMP_AND_HEADER_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 1 << 20;
    private static final long LEAST_BYTES = 64L << 20;
    private static final long LARGEST_SEGMENT_BYTES = 1L << 30;
    private static final Duration LONGEST_SEGMENT = Duration.ofDays(7);
    private static final String UNLIMITED = "-1";

    /** The two topics that the gateway writes, and the one of erased profiles. Refuses settings that no topic should have. */
    public static List<TopicPlan> of(TopicSettings settings, Limits limits) {
        Shards.requireDivisor(settings.partitions());
        if (settings.minInsyncReplicas() > settings.replicationFactor()) {
            throw new IllegalArgumentException("rollcall.topics.min-insync-replicas is " + settings.minInsyncReplicas()
                    + ", more than the replication factor " + settings.replicationFactor());
        }
        if (settings.retention().compareTo(LEAST_RETENTION) < 0) {
            throw new IllegalArgumentException("rollcall.topics.retention is " + settings.retention()
                    + "; the live window is replayed from the log, which needs " + LEAST_RETENTION.toDays() + " days");
        }
        return List.of(
                plan(
                        Topics.APP_EVENTS,
                        settings,
                        Math.max(KAFKA_DEFAULT_BYTES, limits.eventBytes() + STAMP_AND_HEADER_BYTES),
                        settings.retention(),
                        LEAST_RETENTION),
                boundedInBytes(
                        plan(
                                Topics.APP_EVENTS_REJECTED,
                                settings,
                                largestRejected(limits),
                                settings.rejectedRetention(),
                                Duration.ZERO),
                        settings.rejectedBytes()),
                tombstones(settings));
    }

    /** Sets segments of a quarter: only whole ones are deleted, and never the one that is written. */
    private static TopicPlan boundedInBytes(TopicPlan plan, long bytes) {
        if (bytes < LEAST_BYTES) {
            throw new IllegalArgumentException(
                    "rollcall.topics.rejected-size is " + bytes + " bytes; it needs at least " + LEAST_BYTES);
        }
        Map<String, String> config = new HashMap<>(plan.config());
        config.put(TopicConfig.RETENTION_BYTES_CONFIG, Long.toString(bytes));
        config.put(TopicConfig.SEGMENT_BYTES_CONFIG, Long.toString(Math.min(bytes / 4, LARGEST_SEGMENT_BYTES)));
        return new TopicPlan(
                plan.name(),
                plan.partitions(),
                plan.replicationFactor(),
                plan.maxMessageBytes(),
                plan.minRetention(),
                config);
    }

    /** One partition and no end: compaction keeps one record for each erased profile, for good. */
    private static TopicPlan tombstones(TopicSettings settings) {
        return new TopicPlan(
                Topics.APP_PROFILE_TOMBSTONES,
                1,
                settings.replicationFactor(),
                SMALLEST_LIMIT_BYTES,
                Duration.ZERO,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        "CreateTime",
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG,
                        Short.toString(settings.minInsyncReplicas())));
    }

    /**
     * The size of the largest rejected record: what another producer may have written and cannot be read is kept whole.
     */
    public static int largestRejected(Limits limits) {
        return limits.unpackedBytes() + HEADER_BYTES;
    }

    NewTopic newTopic() {
        return new NewTopic(name, partitions, replicationFactor).configs(config);
    }

    /** Says what an operator must change about a topic that is there, if anything. */
    Optional<String> trouble(int actualPartitions, Map<String, String> actual) {
        if (name.equals(Topics.APP_EVENTS) && !divides(actualPartitions)) {
            return Optional.of("the topic " + name + " has " + actualPartitions + " partitions; it needs a number that"
                    + " divides " + Shards.COUNT + ": 1, 2, 4, 8, 16, 32 or 64");
        }
        if (Long.parseLong(actual.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG)) < maxMessageBytes) {
            return Optional.of(change(TopicConfig.MAX_MESSAGE_BYTES_CONFIG, actual, Integer.toString(maxMessageBytes)));
        }
        String retention = actual.get(TopicConfig.RETENTION_MS_CONFIG);
        if (!UNLIMITED.equals(retention) && Long.parseLong(retention) < minRetention.toMillis()) {
            return Optional.of(change(TopicConfig.RETENTION_MS_CONFIG, actual, Long.toString(minRetention.toMillis())));
        }
        return List.of(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, TopicConfig.CLEANUP_POLICY_CONFIG).stream()
                .filter(key -> !String.valueOf(config.get(key)).equals(actual.get(key)))
                .findFirst()
                .map(key -> change(key, actual, String.valueOf(config.get(key))));
    }

    /**
     * Says what an operator had better change about a topic that is there: it can be written to as it is, but keeps
     * less, or keeps it for longer, than the settings say.
     */
    List<String> advice(int actualReplicas, Map<String, String> actual) {
        List<String> advice = new ArrayList<>();
        if (actualReplicas < replicationFactor) {
            advice.add("the topic " + name + " has " + actualReplicas + " copies of each partition, and"
                    + " rollcall.topics.replication-factor is " + replicationFactor
                    + "; give it more with kafka-reassign-partitions");
        }
        if (number(actual, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)
                < number(config, TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG)) {
            advice.add(changeAsPlanned(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, actual));
        }
        // What must be forgotten is: only segments that are no longer written are deleted.
        for (String bound : List.of(TopicConfig.SEGMENT_MS_CONFIG, TopicConfig.RETENTION_BYTES_CONFIG)) {
            if (config.containsKey(bound) && isLooser(number(actual, bound), number(config, bound))) {
                advice.add(changeAsPlanned(bound, actual));
            }
        }
        return advice;
    }

    private static boolean isLooser(long actual, long planned) {
        return actual < 0 || actual > planned;
    }

    private static long number(Map<String, String> settings, String key) {
        return Long.parseLong(settings.getOrDefault(key, UNLIMITED));
    }

    private String changeAsPlanned(String key, Map<String, String> actual) {
        return change(key, actual, String.valueOf(config.get(key)));
    }

    private static TopicPlan plan(
            String name, TopicSettings settings, int maxMessageBytes, Duration retention, Duration minRetention) {
        return new TopicPlan(
                name,
                settings.partitions(),
                settings.replicationFactor(),
                maxMessageBytes,
                minRetention,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE,
                        // The worker judges the live window by the record's timestamp: it must be the gateway's.
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, "CreateTime",
                        TopicConfig.RETENTION_MS_CONFIG, Long.toString(retention.toMillis()),
                        TopicConfig.SEGMENT_MS_CONFIG,
                                Long.toString(segment(retention).toMillis()),
                        TopicConfig.MAX_MESSAGE_BYTES_CONFIG, Integer.toString(maxMessageBytes),
                        TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG, Short.toString(settings.minInsyncReplicas())));
    }

    /** A quarter of the retention, by which a record may stay longer; and not more than Kafka's own. */
    private static Duration segment(Duration retention) {
        Duration quarter = retention.dividedBy(4);
        return quarter.compareTo(LONGEST_SEGMENT) < 0 ? quarter : LONGEST_SEGMENT;
    }

    private static boolean divides(int partitions) {
        return partitions > 0 && Shards.COUNT % partitions == 0;
    }

    private String change(String key, Map<String, String> actual, String needed) {
        return "the topic " + name + " has " + key + '=' + actual.get(key) + "; set it with kafka-configs --alter"
                + " --entity-type topics --entity-name " + name + " --add-config " + key + '=' + needed;
    }
}
