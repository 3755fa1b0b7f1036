package io.rollcall.lakehouse;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** One Kafka, one Redis and one lake directory for each test class: what another has written is in none of them. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    public static final int PARTITIONS = 4;

    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable EmbeddedRedis redis;
    private static @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        // The registry outlives the service of the class before, and would go on showing that one's gauges.
        Metrics.globalRegistry.clear();
        directory = Directories.make("lakehouse");
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        redis = EmbeddedRedis.start(directory.resolve("redis"));
        createTopic(kafka.bootstrapServers());
        return Map.of(
                "kafka.bootstrap.servers",
                kafka.bootstrapServers(),
                "rollcall.redis.hosts",
                redis.url(),
                "rollcall.lake.directory",
                lakeDirectory().toString());
    }

    public static String bootstrapServers() {
        return running(kafka).bootstrapServers();
    }

    public static EmbeddedRedis redis() {
        return running(redis);
    }

    public static Path lakeDirectory() {
        return running(directory).resolve("lake");
    }

    /** Makes the log of events. */
    public static void createTopic(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(new NewTopic(Topics.APP_EVENTS, PARTITIONS, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("cannot create the topic", failed);
        }
    }

    private static <T> T running(@Nullable T server) {
        if (server == null) {
            throw new IllegalStateException("not started");
        }
        return server;
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (redis != null) {
            redis.close();
        }
        try {
            Directories.delete(running(directory));
        } catch (IOException undeleted) {
            throw new UncheckedIOException(undeleted);
        }
    }
}
