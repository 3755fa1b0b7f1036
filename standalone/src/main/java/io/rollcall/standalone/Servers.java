package io.rollcall.standalone;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.EmbeddedRedis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.LogManager;

/** Kafka and Redis, as long as the services need them. */
record Servers(EmbeddedKafka kafka, EmbeddedRedis redis) implements AutoCloseable {
    /** Starts both, side by side: each mostly waits. */
    static Servers start(DataDirectory data) {
        // Two threads that set up logging at once would wait for each other: JBoss' log manager and its log context do.
        LogManager unused = LogManager.getLogManager();
        CompletableFuture<EmbeddedRedis> redis =
                CompletableFuture.supplyAsync(() -> EmbeddedRedis.start(data.redis()), Servers::run);
        EmbeddedKafka kafka = kafka(data, redis);
        try {
            return new Servers(kafka, redis.join());
        } catch (CompletionException failed) {
            kafka.close();
            throw new CannotStartException("Redis does not start: " + failed.getCause(), failed);
        }
    }

    private static EmbeddedKafka kafka(DataDirectory data, CompletableFuture<EmbeddedRedis> redis) {
        try {
            return EmbeddedKafka.start(data.kafka());
        } catch (RuntimeException failed) {
            // Exceptionally or not, Redis ends its start before the process does: no server is left behind.
            redis.handle((started, problem) -> started)
                    .thenAccept(Servers::stop)
                    .join();
            throw new CannotStartException("Kafka does not start: " + failed.getMessage(), failed);
        }
    }

    @Override
    public void close() {
        try (redis) {
            kafka.close();
        }
    }

    private static void stop(EmbeddedRedis started) {
        if (started != null) {
            started.close();
        }
    }

    private static void run(Runnable start) {
        new Thread(start, "start-redis").start();
    }
}
