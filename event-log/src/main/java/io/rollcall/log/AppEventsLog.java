package io.rollcall.log;

import static java.util.Objects.requireNonNull;

import io.rollcall.event.Topics;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Answers what the log of accepted events says of itself: its topic's id, how many partitions there are, and what each
 * one holds. Every question throws {@link LogUnavailableException} when Kafka does not answer it. Safe for use by many
 * threads.
 */
public final class AppEventsLog implements AutoCloseable {
    private final LogClients clients;
    private final String topic;
    private @Nullable Admin admin;

    /** Nothing is asked, and no connection made, before the first question. */
    public AppEventsLog(LogClients clients) {
        this(clients, Topics.APP_EVENTS);
    }

    private AppEventsLog(LogClients clients, String topic) {
        this.clients = clients;
        this.topic = topic;
    }

    /** The same for the topic of the rejected. */
    public static AppEventsLog ofRejected(LogClients clients) {
        return new AppEventsLog(clients, Topics.APP_EVENTS_REJECTED);
    }

    /**
     * A topic as it is now.
     *
     * @param id another one when the topic was deleted and made anew
     * @param partitions how many there are
     */
    public record Topic(String id, int partitions) {}

    /** The topic; it counts as unanswered when there is none yet. */
    public Topic topic() {
        TopicDescription description = LogUnavailableException.unlessAnswered(
                requireNonNull(
                        admin().describeTopics(List.of(topic)).topicNameValues().get(topic)),
                topic);
        return new Topic(
                description.topicId().toString(), description.partitions().size());
    }

    /**
     * The id of any topic: another one when it was deleted and made anew.
     *
     * @throws LogUnavailableException when Kafka does not answer, does not allow it, or has no such topic
     */
    public static String topicId(LogClients clients, String topic) {
        try (Admin admin = clients.admin("topic")) {
            return LogUnavailableException.unlessAnswered(
                            requireNonNull(admin.describeTopics(List.of(topic))
                                    .topicNameValues()
                                    .get(topic)),
                            topic)
                    .topicId()
                    .toString();
        }
    }

    /** The offsets after the last record of each of these partitions. */
    public Map<Integer, Long> ends(Collection<Integer> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** Says what each of these partitions holds. */
    public Map<Integer, LogBounds> bounds(Collection<Integer> partitions) {
        Map<Integer, Long> begins = offsets(partitions, OffsetSpec.earliest());
        Map<Integer, Long> ends = ends(partitions);
        return begins.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        partition ->
                                new LogBounds(begins.getOrDefault(partition, 0L), ends.getOrDefault(partition, 0L))));
    }

    /** One partition, with its bounds as they are now. */
    public PartitionLog partition(int partition) {
        return partition(partition, bounds(List.of(partition)).getOrDefault(partition, new LogBounds(0, 0)));
    }

    /** One partition whose bounds are known. */
    public PartitionLog partition(int partition, LogBounds bounds) {
        List<Integer> one = List.of(partition);
        return new PartitionLog() {
            @Override
            public LogBounds bounds() {
                return bounds;
            }

            @Override
            public long offsetAt(long millis) {
                long offset = offsets(one, OffsetSpec.forTimestamp(Math.max(0, millis)))
                        .getOrDefault(partition, -1L);
                return offset < 0 ? bounds.end() : offset;
            }
        };
    }

    private Map<Integer, Long> offsets(Collection<Integer> partitions, OffsetSpec spec) {
        Map<TopicPartition, OffsetSpec> wanted = partitions.stream()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), any -> spec, (one, same) -> one));
        Map<TopicPartition, ListOffsetsResultInfo> found = LogUnavailableException.unlessAnswered(
                admin().listOffsets(wanted).all(), topic);
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        partition -> partition.getKey().partition(),
                        partition -> partition.getValue().offset()));
    }

    private synchronized Admin admin() {
        if (admin == null) {
            admin = clients.admin("log");
        }
        return admin;
    }

    @Override
    public synchronized void close() {
        if (admin != null) {
            admin.close(LogClients.CLOSE_TIMEOUT);
        }
    }
}
