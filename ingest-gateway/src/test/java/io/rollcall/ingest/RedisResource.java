package io.rollcall.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedRedis;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One real Redis for all tests of the module. */
public final class RedisResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable EmbeddedRedis redis;

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.redis.hosts", redis().url());
    }

    @Override
    public void stop() {
        // It outlives the applications of the test profiles; it ends with the tests' JVM.
    }

    /** The server, started when the first test asks for it. */
    public static synchronized EmbeddedRedis redis() {
        EmbeddedRedis running = redis;
        if (running == null) {
            running = begin();
            redis = running;
        }
        return running;
    }

    private static EmbeddedRedis begin() {
        try {
            EmbeddedRedis started = EmbeddedRedis.start(Files.createTempDirectory("ingest-redis"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-redis"));
            return started;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("no place for Redis' data", unwritable);
        }
    }
}
