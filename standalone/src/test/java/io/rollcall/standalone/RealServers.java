package io.rollcall.standalone;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Kafka and Redis for the tests that run inside the application. */
public final class RealServers implements QuarkusTestResourceLifecycleManager {
    private @Nullable EmbeddedKafka kafka;
    private @Nullable EmbeddedRedis redis;
    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        try {
            Path made = Files.createTempDirectory("rollcall-test");
            EmbeddedRedis startedRedis = EmbeddedRedis.start(made.resolve("redis"));
            redis = startedRedis;
            EmbeddedKafka startedKafka = EmbeddedKafka.start(made.resolve("kafka"));
            kafka = startedKafka;
            directory = made;
            return Map.of(
                    "kafka.bootstrap.servers", startedKafka.bootstrapServers(),
                    "quarkus.redis.hosts", startedRedis.url(),
                    "rollcall.lake.directory", made.resolve("lake").toString(),
                    "quarkus.http.test-port", "0");
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a directory for the servers", failed);
        }
    }

    @Override
    public void stop() {
        if (kafka != null) {
            kafka.close();
        }
        if (redis != null) {
            redis.close();
        }
        if (directory != null) {
            delete(directory);
        }
    }

    private static void delete(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(file -> {
                if (!file.delete()) {
                    file.deleteOnExit();
                }
            });
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot clean up " + directory, unreadable);
        }
    }
}
