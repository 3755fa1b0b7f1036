package io.rollcall.lakehouse.openday;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.Published;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.value.MetricQuestion;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lakehouse.Directories;
import io.rollcall.lakehouse.ServiceProcess;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real service, counting today without a pause, killed while it does. */
@Tag("faults")
class OpenDayKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final int PROFILES = 40;
    private static final int KILLS = 5;
    private static final int LONGEST_PAUSE_MILLIS = 4_000;
    private static final long PLENTY = 1_000_000;

    private final long seed = Long.getLong("seed", 20_261_129L);
    private final Random random = new Random(seed);
    private final LocalDate today = Today.lasting(Duration.ofMinutes(8));
    private final Path directory = Directories.make("open-day-kill");
    private EmbeddedKafka kafka;
    private Lake lake;

    @BeforeEach
    void begin() {
        System.out.println("seed " + seed);
        kafka = EmbeddedKafka.start(directory.resolve("kafka"));
        LogTopics.makeForEvents(kafka.bootstrapServers());
        lake = Lake.open(LakeSettings.in(directory.resolve("lake")));
    }

    @AfterEach
    void end() throws IOException {
        lake.close();
        kafka.close();
        Directories.delete(directory);
    }

    @Test
    void whatMetricsSayOfTodayBelongsTogetherHoweverOftenItsCountIsKilled() {
        long came = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            came += append(came);
            try (ServiceProcess service = start()) {
                awaitCounted(PROFILES);
                await().pollDelay(Duration.ofMillis(random.nextInt(LONGEST_PAUSE_MILLIS)))
                        .until(() -> true);
                service.kill();
            }
            assertWhatIsSeenBelongsTogether();
        }
        came += append(came);
        try (ServiceProcess last = start()) {
            awaitCounted(came);
            last.stop();
        }
        assertWhatIsSeenBelongsTogether();
        assertThat(lake.published().days()).as("published days").isEmpty();
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                kafka.bootstrapServers(),
                directory.resolve("lake"),
                directory.resolve("service.log"),
                "rollcall.reconcile.schedule=off",
                "rollcall.open-day.interval=1ms",
                "rollcall.open-day.share=1",
                "rollcall.lake.engine.memory=128M");
    }

    /** People who came for the first time; says how many. */
    private long append(long before) {
        try (EventLog log = new EventLog(kafka.bootstrapServers())) {
            for (long profile = before + 1; profile <= before + PROFILES; profile++) {
                log.append(
                        profile,
                        "US",
                        "login",
                        "e" + profile,
                        today.atStartOfDay(ZoneOffset.UTC).toInstant(),
                        Instant.now());
            }
            log.flush();
        }
        return PROFILES;
    }

    private void awaitCounted(long profiles) {
        await().atMost(PATIENCE).until(() -> actives(lake.published()) >= profiles);
    }

    private long actives(Published published) {
        return sum(published, "lifecycle", Map.of(), "new", row -> true);
    }

    /** Of one moment: what was worked out in one count, and what is worked out from its rows now. */
    private void assertWhatIsSeenBelongsTogether() {
        Published seen = lake.published();
        long actives = actives(seen);
        assertThat(actives).isPositive();
        assertThat(sum(
                        seen,
                        "lness",
                        Map.of(),
                        "profiles",
                        row -> row.dimension().equals("7")))
                .isEqualTo(actives);
        assertThat(sum(seen, "adoption", Map.of(), "profiles", row -> true)).isEqualTo(actives);
        assertThat(sum(seen, "adoption", Map.of("lookback", "0"), "profiles", row -> true))
                .as("from the counts of that run")
                .isEqualTo(actives);
        assertThat(seen.rows(Actives.MAU, today, today, RegionChoice.TOTAL))
                .extracting(row -> row.values().get("value"))
                .isEqualTo(List.of((double) actives));
    }

    private long sum(
            Published published,
            String metric,
            Map<String, String> arguments,
            String measure,
            Predicate<MetricRow> wanted) {
        ComputedMetric computed = (ComputedMetric) Metrics.find(metric).orElseThrow();
        return published
                .figures(new MetricQuestion(computed.arguments(arguments), today, today, RegionChoice.TOTAL), PLENTY)
                .stream()
                .filter(wanted)
                .mapToLong(row -> Math.round(row.values().getOrDefault(measure, -1.0)))
                .sum();
    }
}
