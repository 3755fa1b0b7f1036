package io.rollcall.standalone;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Metrics;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.embedded.SupervisedRedis;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.logging.LogManager;

/** Kafka and Redis, as long as the services need them. */
record Servers(EmbeddedKafka kafka, SupervisedRedis redis) implements AutoCloseable {
    /** Starts both, side by side: each mostly waits. */
    static Servers start(DataDirectory data) {
        // Two threads that set up logging at once would wait for each other: JBoss' log manager and its log context do.
        LogManager unused = LogManager.getLogManager();
        CompletableFuture<SupervisedRedis> redis =
                CompletableFuture.supplyAsync(() -> SupervisedRedis.start(data.redis()), Servers::run);
        EmbeddedKafka kafka = kafka(data, redis);
        try {
            return watched(new Servers(kafka, redis.join()));
        } catch (CompletionException failed) {
            kafka.close();
            throw new CannotStartException("Redis does not start: " + failed.getCause(), failed);
        }
    }

    /** The services' registry is not there yet; what is told to the global one, each that comes later shows. */
    private static Servers watched(Servers servers) {
        FunctionCounter.builder("rollcall.redis.restarts", servers.redis(), SupervisedRedis::restarts)
                .description("Times Redis ended by itself and was started again")
                .register(Metrics.globalRegistry);
        return servers;
    }

    private static EmbeddedKafka kafka(DataDirectory data, CompletableFuture<SupervisedRedis> redis) {
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

    private static void stop(SupervisedRedis started) {
        if (started != null) {
            started.close();
        }
    }

    private static void run(Runnable start) {
        new Thread(start, "start-redis").start();
    }
}
