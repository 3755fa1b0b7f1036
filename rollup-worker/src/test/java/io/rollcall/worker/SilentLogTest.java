package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogClients;
import io.rollcall.log.testkit.LogTopics;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponse.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A worker whose broker goes away, and comes back; it has no partition then, or it keeps those it had. */
class SilentLogTest {
    private final AtomicReference<Instant> now = new AtomicReference<>(Records.NOON);

    @Test
    void whoHasHeardNothingOfTheLogForTenSecondsIsNotReadyAndSaysWhy(@TempDir Path directory) {
        EmbeddedKafka broker = EmbeddedKafka.start(directory);
        LogTopics.makeForEvents(broker.bootstrapServers());
        int port = Integer.parseInt(broker.bootstrapServers().replaceFirst(".*:", ""));
        try (AppEventsLog log =
                new AppEventsLog(new LogClients(Map.of("bootstrap.servers", broker.bootstrapServers()), "test"))) {
            Heartbeat heartbeat = heartbeat(new KafkaTopicLog(log));
            LogReadiness readiness = new LogReadiness(heartbeat);
            assertThat(trouble(readiness)).as("before the first beat").contains("Kafka has answered never");
            heartbeat.beat();
            assertThat(readiness.call().getStatus()).isEqualTo(Status.UP);

            broker.close();
            heartbeat.beat();
            assertThat(readiness.call().getStatus())
                    .as("a broker that starts anew takes a moment")
                    .isEqualTo(Status.UP);
            now.updateAndGet(before -> before.plusSeconds(11));
            heartbeat.beat();
            assertThat(trouble(readiness)).contains("Kafka has answered not for 11 s: Kafka");

            broker = EmbeddedKafka.start(directory, port);
            await().atMost(Duration.ofMinutes(1)).until(() -> {
                heartbeat.beat();
                return readiness.call().getStatus() == Status.UP;
            });
        } finally {
            broker.close();
        }
    }

    /** Nobody is sent anywhere without a partition. */
    private static final class Unmoved implements Cursor {
        @Override
        public void seek(int partition, long offset) {
            throw new AssertionError("sent to " + offset);
        }

        @Override
        public void ensure(int partition, long offset) {
            throw new AssertionError("sent to " + offset);
        }

        @Override
        public void pause(int partition) {
            throw new AssertionError("paused");
        }

        @Override
        public void leave(int partition) {
            throw new AssertionError("sent away");
        }
    }

    private Heartbeat heartbeat(TopicLog log) {
        RollupMetrics metrics = new RollupMetrics(new SimpleMeterRegistry());
        SimulatedRedis redis = new SimulatedRedis(new Random(1));
        Rollup rollup = new Rollup(
                redis,
                log,
                new Seeker(new Unmoved(), System::nanoTime),
                new FencedApply(redis, metrics),
                (partition, records) -> Optional.empty(),
                metrics,
                new NobodyErased(),
                new DuplicateWindow.Bounds(Duration.ZERO, 1_000),
                now::get);
        return new Heartbeat(rollup, log, metrics, Runnable::run, now::get);
    }

    private static String trouble(LogReadiness readiness) {
        HealthCheckResponse answer = readiness.call();
        assertThat(answer.getStatus()).isEqualTo(Status.DOWN);
        return String.valueOf(answer.getData().orElseThrow().get("trouble"));
    }
}
