package io.rollcall.worker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.event.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/** One Kafka and one Redis for all tests of the service. Redis can be taken away and given back at the same address. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    static final int PARTITIONS = 4;

    private static @Nullable EmbeddedKafka kafka;
    private static @Nullable EmbeddedRedis redis;
    private static @Nullable Path redisDir;

    @Override
    public Map<String, String> start() {
        try {
            redisDir = Files.createTempDirectory("worker-redis");
            kafka = EmbeddedKafka.start(Files.createTempDirectory("worker-kafka"));
            redis = EmbeddedRedis.start(redisDir);
            createTopics(kafka.bootstrapServers());
            return Map.of("kafka.bootstrap.servers", kafka.bootstrapServers(), "quarkus.redis.hosts", redis.url());
        } catch (IOException noDirectory) {
            throw new UncheckedIOException(noDirectory);
        }
    }

    static String bootstrapServers() {
        return running(kafka).bootstrapServers();
    }

    static EmbeddedRedis redis() {
        return running(redis);
    }

    /** Kills Redis, does something, and starts it again on the same data and port. */
    static void withoutRedis(Runnable something) {
        int port = redis().port();
        redis().kill();
        try {
            something.run();
        } finally {
            redis = EmbeddedRedis.start(running(redisDir), port);
        }
    }

    private static void createTopics(String bootstrapServers) {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", bootstrapServers))) {
            admin.createTopics(List.of(
                            new NewTopic(Topics.APP_EVENTS, PARTITIONS, (short) 1),
                            new NewTopic(Topics.APP_EVENTS_REJECTED, 1, (short) 1)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException failed) {
            throw new IllegalStateException("cannot create the topics", failed);
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
        if (redis != null) {
            redis.close();
        }
        if (kafka != null) {
            kafka.close();
        }
    }
}
