package io.rollcall.worker;

import io.rollcall.event.Topics;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** What the log says of itself: its topic's id, how many partitions there are, and what each one holds. */
@ApplicationScoped
class AppLog {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Map<String, Object> clientConfig;
    private @Nullable Admin admin;

    AppLog(@Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.clientConfig = new HashMap<>(clientConfig);
    }

    /** A topic as it is now. */
    record Topic(String id, int partitions) {}

    /** @throws LogUnavailableException when Kafka does not answer */
    Topic topic() {
        TopicDescription description = await(Objects.requireNonNull(admin().describeTopics(List.of(Topics.APP_EVENTS))
                .topicNameValues()
                .get(Topics.APP_EVENTS)));
        return new Topic(
                description.topicId().toString(), description.partitions().size());
    }

    /**
     * The ends of partitions.
     *
     * @throws LogUnavailableException when Kafka does not answer
     */
    Map<Integer, Long> ends(Collection<Integer> partitions) {
        return offsets(partitions, OffsetSpec.latest());
    }

    /** A partition, for {@link StartPlan}. */
    StartPlan.Log partition(int partition) {
        List<Integer> one = List.of(partition);
        LogBounds bounds = new LogBounds(
                offsets(one, OffsetSpec.earliest()).getOrDefault(partition, 0L),
                ends(one).getOrDefault(partition, 0L));
        return new StartPlan.Log() {
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
                .collect(Collectors.toMap(partition -> new TopicPartition(Topics.APP_EVENTS, partition), any -> spec));
        Map<TopicPartition, ListOffsetsResultInfo> found =
                await(admin().listOffsets(wanted).all());
        return found.entrySet().stream()
                .collect(Collectors.toMap(
                        partition -> partition.getKey().partition(),
                        partition -> partition.getValue().offset(),
                        (one, same) -> one));
    }

    private synchronized Admin admin() {
        if (admin == null) {
            Map<String, Object> config = new HashMap<>(clientConfig);
            config.put("client.id", "rollcall-worker-log");
            config.put("default.api.timeout.ms", Math.toIntExact(TIMEOUT.toMillis()));
            config.put("request.timeout.ms", Math.toIntExact(TIMEOUT.toMillis() / 2));
            admin = Admin.create(config);
        }
        return admin;
    }

    private static <T> T await(Future<T> answer) {
        return LogUnavailableException.unless(() -> answer.get(TIMEOUT.toMillis(), TimeUnit.MILLISECONDS));
    }

    @PreDestroy
    synchronized void close() {
        if (admin != null) {
            admin.close(Duration.ofSeconds(1));
        }
    }
}
