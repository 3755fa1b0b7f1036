package io.rollcall.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SupervisedRedisTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path dataDir;

    @Test
    void aServerThatIsKilledComesBackOnItsPortWithItsData() throws IOException {
        try (SupervisedRedis redis = SupervisedRedis.start(dataDir)) {
            int port = port(redis);
            RedisConnection.ask(port, "SET kept 1");
            for (int kill = 1; kill <= 2; kill++) {
                long expected = kill;
                assertThat(server().destroyForcibly()).isTrue();
                await().atMost(PATIENCE).until(() -> redis.restarts() == expected);
                assertThat(redis.trouble()).isEmpty();
                assertThat(port(redis)).isEqualTo(port);
                assertThat(RedisConnection.ask(port, "EXISTS kept")).isEqualTo(":1");
            }
        }
    }

    @Test
    void aServerThatIsStoppedOnPurposeStaysAway() throws IOException {
        ProcessHandle server;
        try (SupervisedRedis redis = SupervisedRedis.start(dataDir)) {
            server = server();
            assertThat(redis.restarts()).isZero();
        }
        assertThat(server.isAlive()).isFalse();
        assertThat(dataDir.resolve("redis.pid")).doesNotExist();
    }

    @Test
    void whileItDoesNotStartItSaysWhyAndTriesAgainUntilItDoes() throws IOException {
        try (SupervisedRedis redis = SupervisedRedis.start(dataDir)) {
            RedisConnection.ask(port(redis), "SET kept 1");
            ProcessHandle server = server();
            Path inTheWay = dataDir.resolve("redis.pid");
            Files.delete(inTheWay);
            Files.createDirectories(inTheWay.resolve("not-a-process-id"));
            assertThat(server.destroyForcibly()).isTrue();
            await().atMost(PATIENCE)
                    .until(() -> redis.trouble()
                            .filter(why -> why.startsWith("Redis does not start"))
                            .isPresent());
            Files.delete(inTheWay.resolve("not-a-process-id"));
            Files.delete(inTheWay);
            await().atMost(PATIENCE).until(() -> redis.restarts() == 1);
            assertThat(RedisConnection.ask(port(redis), "EXISTS kept")).isEqualTo(":1");
        }
    }

    private static int port(SupervisedRedis redis) {
        return URI.create(redis.url()).getPort();
    }

    private ProcessHandle server() throws IOException {
        return ProcessHandle.of(Long.parseLong(
                        Files.readString(dataDir.resolve("redis.pid")).strip()))
                .orElseThrow();
    }
}
