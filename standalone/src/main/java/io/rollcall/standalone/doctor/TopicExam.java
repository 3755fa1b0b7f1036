package io.rollcall.standalone.doctor;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import io.rollcall.event.Topics;
import io.rollcall.log.TopicSetup;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Judges a topic: what is acknowledged has to be there when a disk dies, and for as long as a replay needs it. */
final class TopicExam {
    private static final int COPIES = 3;
    private static final Duration REPLAY = Duration.ofDays(LiveWindow.DAYS + 1);

    private TopicExam() {}

    static List<Finding> findings(String where, TopicSetup.Facts topic) {
        List<Finding> found = new ArrayList<>();
        if (topic.partitions() == 0) {
            found.add(Finding.fault(
                    where,
                    "there is no topic " + topic.name(),
                    "start a gateway: it makes the topics that are missing"));
            return found;
        }
        if (Shards.COUNT % topic.partitions() != 0) {
            found.add(Finding.fault(
                    where,
                    topic.name() + " has " + topic.partitions() + " partitions, which does not divide " + Shards.COUNT,
                    "add partitions until there are 8, 16, 32 or 64"));
        }
        if (!topic.unsafePartitions().isEmpty()) {
            found.add(Finding.fault(
                    where,
                    "copies of " + topic.name() + " are missing in the partitions " + topic.unsafePartitions(),
                    "bring the broker back that has them"));
        }
        if (topic.fewestReplicas() < COPIES) {
            found.add(Finding.advice(
                    where,
                    topic.name() + " has " + topic.fewestReplicas()
                            + " copies of a partition: a broker's disk takes acknowledged events with it",
                    "kafka-reassign-partitions; " + COPIES + " copies, and min.insync.replicas=2"));
        }
        if (topic.name().equals(Topics.APP_EVENTS)) {
            records(where, topic.config(), found);
        }
        return found;
    }

    private static void records(String where, Map<String, String> config, List<Finding> found) {
        String alter =
                "kafka-configs --alter --entity-type topics --entity-name " + Topics.APP_EVENTS + " --add-config ";
        long retention = Long.parseLong(config.getOrDefault("retention.ms", "-1"));
        if (retention >= 0 && retention < REPLAY.toMillis()) {
            found.add(Finding.fault(
                    where,
                    "the log is kept for " + Duration.ofMillis(retention).toHours()
                            + " h; a replay of the live window needs " + REPLAY.toHours(),
                    alter + "retention.ms=" + REPLAY.toMillis()));
        }
        if (!config.getOrDefault("cleanup.policy", "delete").equals("delete")) {
            found.add(Finding.fault(
                    where,
                    "the log is compacted: events of a profile are thrown away",
                    alter + "cleanup.policy=delete"));
        }
    }
}
