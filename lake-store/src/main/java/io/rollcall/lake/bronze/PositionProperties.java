package io.rollcall.lake.bronze;

import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import java.util.HashMap;
import java.util.Map;

/**
 * An archive position as properties of bronze: {@code rollcall.archive.topic-id}, {@code
 * rollcall.archive.topic-partitions}, and for each partition
 * {@code rollcall.archive.partition.N = OFFSET AS_OF_MILLIS}. Properties, because what stands in a snapshot's summary goes
 * with the snapshot.
 */
public final class PositionProperties {
    private static final String TOPIC_ID = "rollcall.archive.topic-id";
    private static final String TOPIC_PARTITIONS = "rollcall.archive.topic-partitions";
    private static final String PARTITION = "rollcall.archive.partition.";

    private PositionProperties() {}

    public static ArchivePosition read(Map<String, String> properties) {
        Map<Integer, Reached> partitions = new HashMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(PARTITION)) {
                partitions.put(Integer.parseInt(name, PARTITION.length(), name.length(), 10), reached(name, value));
            }
        });
        Topic topic = new Topic(
                properties.getOrDefault(TOPIC_ID, ""),
                Integer.parseInt(properties.getOrDefault(TOPIC_PARTITIONS, "0")));
        return new ArchivePosition(topic, partitions);
    }

    private static Reached reached(String name, String value) {
        int blank = value.indexOf(' ');
        if (blank < 0) {
            throw new IllegalStateException(
                    "bronze's property " + name + " is '" + value + "', not an offset and a time: it was edited");
        }
        return new Reached(Long.parseLong(value, 0, blank, 10), Long.parseLong(value, blank + 1, value.length(), 10));
    }

    static Map<String, String> write(Topic topic, Map<Integer, Reached> moved) {
        Map<String, String> properties = new HashMap<>();
        properties.put(TOPIC_ID, topic.id());
        properties.put(TOPIC_PARTITIONS, Integer.toString(topic.partitions()));
        moved.forEach((partition, reached) ->
                properties.put(PARTITION + partition, reached.offset() + " " + reached.asOfMillis()));
        return properties;
    }
}
