package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.embedded.Signal;
import io.rollcall.event.testkit.Today;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One of the two servers beneath the services goes away, and what an operator sees of it. */
class OutageIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(5);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int UNAVAILABLE = 503;

    @TempDir
    Path directory;

    private final LocalDate today = Today.lasting(WHOLE_TEST);

    @Test
    void aRedisThatIsKilledComesBackByItselfAndNothingIsLost() throws Exception {
        Path data = directory.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data)) {
            running.post(event(1));
            awaitActive(running, 1);
            assertThat(running.redis().destroyForcibly()).isTrue();
            running.post(event(2));
            awaitActive(running, 2);
            assertThat(running.get("/q/metrics").body()).contains("rollcall_redis_restarts_total 1.0");
            await().atMost(PATIENCE).until(() -> running.get("/q/health/ready").statusCode() == OK);
        }
    }

    /** It is there, and does nothing: the worst kind of away. */
    @Test
    void aRedisThatDoesNotAnswerIsSeenInReadinessWithItsReason() throws Exception {
        Path data = directory.resolve("data");
        try (RunningRollcall running = RunningRollcall.up(data)) {
            Signal.STOP.send(running.redis().pid());
            try {
                await().atMost(PATIENCE)
                        .until(() -> running.get("/q/health/ready").statusCode() == UNAVAILABLE);
                assertThat(running.get("/q/health/ready").body()).contains("Redis");
                running.post(event(1));
            } finally {
                Signal.CONT.send(running.redis().pid());
            }
            awaitActive(running, 1);
            await().atMost(PATIENCE).until(() -> running.get("/q/health/ready").statusCode() == OK);
        }
    }

    @Test
    void theDoorClosesBeforeTheDiskIsFullAndOpensWhenThereIsRoom() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"));
                RunningRollcall running =
                        RunningRollcall.up(disk.directory(), Map.of("ROLLCALL_DISK_RESERVE", "64M"))) {
            running.post(event(1));
            disk.fillUpTo(32);
            await().atMost(PATIENCE).until(() -> running.status(event(1)) == UNAVAILABLE);
            assertThat(running.get("/q/health/ready").body())
                    .contains("rollcall.disk.reserve")
                    .contains("make room there");
            assertThat(running.get("/q/metrics").body()).contains("rollcall_disk_reserve_bytes 6.7108864E7");
            awaitActive(running, 1);

            disk.makeRoom();
            await().atMost(PATIENCE).until(() -> running.status(event(2)) == ACCEPTED);
            awaitActive(running, 2);
            await().atMost(PATIENCE).until(() -> running.get("/q/health/ready").statusCode() == OK);
        }
    }

    @Test
    void aFullDiskEndsEverythingInOrderAndNothingThatWasAcknowledgedIsLost() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory.resolve("disk"))) {
            Path data = disk.directory();
            Map<String, String> noReserve = Map.of("ROLLCALL_DISK_RESERVE", "0");
            int acknowledged = 0;
            try (RunningRollcall running = RunningRollcall.up(data, noReserve)) {
                ProcessHandle redis = running.redis();
                running.post(event(++acknowledged));
                disk.fillUpTo(0);
                while (running.isAlive() && running.takes(event(acknowledged + 1))) {
                    acknowledged++;
                }
                assertThat(running.exitCode()).isEqualTo(1);
                assertThat(running.said())
                        .containsOnlyOnce("is full, and Kafka has ended. Make room there and start again")
                        .contains("rollcall: stopped");
                assertThat(redis.isAlive()).isFalse();
            }
            assertThat(RunningRollcall.refusal(data, RunningRollcall.freePort()))
                    .contains("the disk of")
                    .contains("is full");

            disk.makeRoom();
            try (RunningRollcall again = RunningRollcall.up(data, noReserve)) {
                awaitActive(again, acknowledged);
            }
        }
    }

    private String event(long profile) {
        return RunningRollcall.play(profile, today);
    }

    private void awaitActive(RunningRollcall running, long expected) {
        String question = "dau?from=" + today + "&to=" + today + "&region=NZ";
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
            List<JsonNode> rows = running.rows(question);
            assertThat(rows).hasSize(1);
            assertThat(rows.get(0).path("value").asLong()).isEqualTo(expected);
        });
    }
}
