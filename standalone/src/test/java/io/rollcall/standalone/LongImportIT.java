package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.event.testkit.Today;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code up} as it comes takes what {@code import} can send for minutes, more than it can count at once: nothing is lost,
 * nothing counted twice, and neither the heap nor the start after a kill is too much.
 * {@code -Drollcall.faults.import-minutes=15} goes on for longer.
 */
@Tag("faults")
class LongImportIT {
    private static final int MINUTES = Integer.getInteger("rollcall.faults.import-minutes", 1);
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final int LINES = 200_000;
    private static final int PROFILES = 500_000;

    private final LocalDate today =
            Today.lasting(Duration.ofMinutes(MINUTES).plus(PATIENCE).plus(PATIENCE));
    private final BitSet profiles = new BitSet(PROFILES);
    private final Random random = new Random(20_261_129);

    @TempDir
    Path directory = Path.of("");

    @Test
    void minutesOfImportAtFullSpeedCountEveryEventOnceAlsoAfterAKill() throws Exception {
        Path data = directory.resolve("data");
        long sent = 0;
        try (RunningRollcall running = RunningRollcall.up(data)) {
            Instant begin = Instant.now();
            for (int round = 0; Duration.between(begin, Instant.now()).toMinutes() < MINUTES; round++) {
                Path file = write(round);
                assertThat(Rollcall.execute("import", file.toString(), "--url", running.url()))
                        .as(running.said())
                        .isZero();
                sent += LINES;
            }
            Duration importing = Duration.between(begin, Instant.now());
            awaitCounted(running, sent);
            System.out.printf(
                    "%,d events imported in %d s, counted after %d s; peak memory %s%n",
                    sent,
                    importing.toSeconds(),
                    Duration.between(begin, Instant.now()).toSeconds(),
                    peakMemory(running));
            running.kill();
        }
        try (RunningRollcall again = RunningRollcall.up(data)) {
            awaitCounted(again, sent);
            System.out.println("peak memory after the kill " + peakMemory(again));
        }
    }

    private Path write(int round) throws IOException {
        Path file = directory.resolve("events.ndjson");
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (int line = 0; line < LINES; line++) {
                int profile = 1 + random.nextInt(PROFILES);
                profiles.set(profile);
                lines.write("""
                        {"profile_id":%d,"event_name":"browse","event_time":"%sT00:00:00Z","region":"NZ",\
                        "event_id":"%d-%d"}""".formatted(profile, today, round, line));
                lines.newLine();
            }
        }
        return file;
    }

    private void awaitCounted(RunningRollcall running, long sent) {
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).untilAsserted(() -> {
            assertThat(row(running, "engagement").path("events").asLong()).isEqualTo(sent);
            JsonNode dau = row(running, "dau");
            assertThat(profiles.cardinality())
                    .isBetween((int) Math.floor(dau.path("low").asDouble()), (int)
                            Math.ceil(dau.path("high").asDouble()));
        });
    }

    private JsonNode row(RunningRollcall running, String metric) throws Exception {
        List<JsonNode> rows = running.rows(metric + "?region=NZ&from=" + today + "&to=" + today);
        assertThat(rows).as(metric).hasSize(1);
        return rows.get(0);
    }

    private static String peakMemory(RunningRollcall running) throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(running.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmHWM"))
                .findFirst()
                .orElse("not known");
    }
}
