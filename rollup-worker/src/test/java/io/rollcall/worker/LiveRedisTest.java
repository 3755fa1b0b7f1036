package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.MemorySize;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.UnsafeRedisException;
import io.rollcall.rollup.quarkus.LiveRedisConfig;
import io.vertx.core.Vertx;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Which Redis the worker refuses. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiveRedisTest {
    private static final List<Integer> SHARDS = List.of(3, 5);

    private final Vertx vertx = Vertx.vertx();
    private EmbeddedRedis server;
    private RedisShards shards;

    private record Demands(boolean requirePersistence, Optional<List<String>> hosts, Optional<Duration> timeout)
            implements LiveRedisConfig {}

    private record Defaults(long expectedDailyProfiles, Duration duplicateWindow, MemorySize duplicateMemory)
            implements WorkerConfig {}

    @BeforeAll
    void start(@TempDir Path directory) {
        server = EmbeddedRedis.start(directory);
        shards = new RedisShards(vertx, new RedisSettings(List.of(server.url()), Duration.ofSeconds(5)));
    }

    @AfterAll
    void stop() {
        shards.close();
        server.kill();
        vertx.close();
    }

    @AfterEach
    void restore() {
        configure("maxmemory-policy", "noeviction");
        configure("appendonly", "yes");
    }

    @Test
    void aRedisThatForgetsAtARestartIsRefusedWherePersistenceIsRequired() {
        LiveRedis demanding = redis(true);
        LiveRedis content = redis(false);
        assertThatCode(() -> demanding.requireSafe(SHARDS)).doesNotThrowAnyException();

        configure("appendonly", "no");

        assertThatThrownBy(() -> demanding.requireSafe(SHARDS))
                .isInstanceOf(UnsafeRedisException.class)
                .hasMessageContaining("appendonly yes")
                .hasMessageContaining("rollcall.redis.require-persistence");
        assertThatCode(() -> content.requireSafe(SHARDS)).doesNotThrowAnyException();
    }

    @Test
    void aRedisThatBeginsToEvictIsRefusedAlsoWhenItOnceWasFit() {
        LiveRedis redis = redis(false);
        assertThatCode(() -> redis.requireSafe(SHARDS)).doesNotThrowAnyException();

        configure("maxmemory-policy", "allkeys-lfu");

        assertThatThrownBy(() -> redis.requireSafe(SHARDS)).hasMessageContaining("allkeys-lfu");
    }

    private LiveRedis redis(boolean requirePersistence) {
        return new LiveRedis(
                shards,
                new Demands(requirePersistence, Optional.empty(), Optional.empty()),
                new Defaults(64_000, Duration.ofMinutes(10), new MemorySize(BigInteger.ONE)));
    }

    private void configure(String name, String value) {
        Redis client = Redis.createClient(vertx, server.url());
        client.send(Request.cmd(Command.CONFIG).arg("SET").arg(name).arg(value))
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        client.close();
    }
}
