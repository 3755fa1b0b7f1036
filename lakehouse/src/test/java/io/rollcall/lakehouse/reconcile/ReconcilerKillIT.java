package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.embedded.EmbeddedKafka;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.Published;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Engagement;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lakehouse.Directories;
import io.rollcall.lakehouse.ServiceProcess;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The real service, reconciling every second, killed while it does. */
@Tag("faults")
class ReconcilerKillIT {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final LocalDate FIRST = LocalDate.parse("2025-01-01");
    private static final int DAYS = 12;
    private static final int PROFILES = 40;
    private static final int EVENTS_PER_PROFILE = 5;
    private static final int KILLS = 5;

    private final long seed = Long.getLong("seed", 20_261_122L);
    private final Random random = new Random(seed);
    private final Path directory = Directories.make("reconciler-kill");
    private final Path output = directory.resolve("service.log");
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
    void everyDayIsPublishedRightHoweverOftenTheRunIsKilled() throws IOException {
        int generations = 0;
        for (int kill = 0; kill < KILLS; kill++) {
            append(generations++);
            try (ServiceProcess service = start()) {
                awaitArchived();
                pause(random.nextInt(0, 4_000));
                service.kill();
            }
            assertWhatIsSeenIsWhole();
        }
        append(generations++);
        long eventsOfADay = (long) generations * PROFILES * EVENTS_PER_PROFILE;
        try (ServiceProcess last = start()) {
            await().atMost(PATIENCE)
                    .until(() -> events().stream().allMatch(sum -> sum == eventsOfADay) && events().size() == DAYS);
            last.stop();
        }
        assertWhatIsSeenIsWhole();
        assertThat(dau()).hasSize(DAYS).allMatch(count -> count == PROFILES);
        assertThat(Files.readString(output)).as("runs that ended").contains("is final as of");
    }

    private ServiceProcess start() {
        return ServiceProcess.start(
                kafka.bootstrapServers(),
                directory.resolve("lake"),
                output,
                "rollcall.reconcile.schedule=* * * * * ?",
                "rollcall.lake.engine.memory=128M");
    }

    /** The same profiles on every day, with new events each time. */
    private void append(int generation) {
        try (EventLog log = new EventLog(kafka.bootstrapServers())) {
            Instant now = Instant.now();
            for (int day = 0; day < DAYS; day++) {
                Instant at = FIRST.plusDays(day).atTime(12, 0).toInstant(ZoneOffset.UTC);
                for (long profile = 1; profile <= PROFILES; profile++) {
                    for (int event = 0; event < EVENTS_PER_PROFILE; event++) {
                        log.append(profile, "US", "login", "g" + generation + "-" + day + "-" + event, at, now);
                    }
                }
            }
            log.flush();
        }
    }

    private void awaitArchived() {
        Instant appended = Instant.now();
        await().atMost(PATIENCE).until(() -> lake.bronze().position().asOfMillis() >= appended.toEpochMilli());
    }

    /** A reader finds the aggregates of a day beside the rows they were worked out from, whatever was killed. */
    private void assertWhatIsSeenIsWhole() {
        Published published = lake.published();
        List<String> counted;
        try (TableSession session = published.session()) {
            counted = session.query(
                    "SELECT dt, CAST(SUM(events) AS BIGINT) AS events FROM profile_day GROUP BY dt ORDER BY dt",
                    row -> row.date("dt") + " " + row.number("events"));
        }
        List<String> aggregated =
                published.rows(Engagement.METRIC, FIRST, FIRST.plusDays(DAYS), RegionChoice.EVERY_AND_TOTAL).stream()
                        .filter(row -> row.region().equals("*"))
                        .map(row -> row.dt() + " " + Math.round(row.values().getOrDefault("events", -1.0)))
                        .toList();
        assertThat(aggregated).isEqualTo(counted);
        assertThat(published.days(FIRST, FIRST.plusDays(DAYS)).values().stream().map(PublishedDay::dt))
                .hasSize(counted.size());
    }

    private List<Long> events() {
        return values(Engagement.METRIC, "events");
    }

    private List<Long> dau() {
        return values(Actives.DAU, "value");
    }

    private List<Long> values(DayMetric metric, String measure) {
        return lake.published().rows(metric, FIRST, FIRST.plusDays(DAYS), RegionChoice.EVERY_AND_TOTAL).stream()
                .filter(row -> row.region().equals("*"))
                .map(row -> Math.round(row.values().getOrDefault(measure, -1.0)))
                .toList();
    }

    private static void pause(int millis) {
        await().pollDelay(Duration.ofMillis(millis)).until(() -> true);
    }
}
