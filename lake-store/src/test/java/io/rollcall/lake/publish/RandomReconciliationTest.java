package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.Published;
import io.rollcall.lake.engine.Row;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.testkit.Events;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random weeks of events, resent ones and late ones among them, reconciled again and again: against the definitions. */
class RandomReconciliationTest {
    private static final Instant BEGIN = Instant.parse("2024-01-01T00:00:00Z");
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final LocalDate LAST = FIRST.plusDays(60);
    private static final int DAYS = 36;
    private static final List<String> NAMES = List.of("play", "search", "browse", "login", "push_receipt");
    private static final List<String> REGIONS = List.of("US", "BR", "IN");

    @ParameterizedTest
    @ValueSource(longs = 20_261_122)
    void whatIsPublishedIsWhatTheDefinitionsSay(long seed, @TempDir Path directory) {
        Random random = new Random(seed);
        List<Event> archived = new ArrayList<>();
        Instant asOf = BEGIN;
        try (BronzeFixture fixture = new BronzeFixture(directory)) {
            for (int night = 0; night < 4; night++) {
                asOf = asOf.plus(Duration.ofDays(DAYS / 4 + (night == 3 ? 2 : 0)));
                List<Event> batch = batch(random, archived, asOf);
                fixture.archive(asOf, batch);
                archived.addAll(batch);
                fixture.reconcile(asOf);
            }
            Published published = fixture.lake().published();
            Set<LocalDate> days = published.days(FIRST, LAST).keySet();
            assertThat(days).hasSizeGreaterThan(DAYS / 2);
            Oracle oracle = new Oracle(archived, days);
            for (DayMetric metric : Metrics.ofDays()) {
                assertThat(rows(published, metric))
                        .as("%s, seed %d", metric, seed)
                        .isEqualTo(oracle.rows(metric));
            }
            try (TableSession session = published.session()) {
                assertThat(session.query("SELECT * FROM engagement_metrics", Row::toString))
                        .as("engagement_metrics, seed %d", seed)
                        .containsExactlyInAnyOrderElementsOf(oracle.engagementMetrics());
            }
        }
    }

    private static List<String> rows(Published published, DayMetric metric) {
        return published.rows(metric, FIRST, LAST, RegionChoice.EVERY_AND_TOTAL).stream()
                .map(row -> row.dt() + " " + row.region() + " " + row.values().values())
                .toList();
    }

    /** Mostly events of the last days, some late ones, and some that came before, as they were or with another time. */
    private static List<Event> batch(Random random, List<Event> archived, Instant asOf) {
        List<Event> batch = new ArrayList<>();
        for (int i = 0; i < 150; i++) {
            boolean resent = random.nextInt(5) == 0 && !archived.isEmpty();
            batch.add(resent ? again(random, archived.get(random.nextInt(archived.size()))) : event(random, asOf));
        }
        return batch;
    }

    private static Event again(Random random, Event event) {
        Duration later = Duration.ofHours(random.nextInt(4) * 13L);
        return new Event(
                event.profileId(),
                event.region(),
                event.name(),
                event.eventId(),
                event.at().plus(later),
                event.active(),
                event.durationSec(),
                event.titleId(),
                event.partition());
    }

    private static Event event(Random random, Instant asOf) {
        long profile = 1L + random.nextInt(25);
        String name = NAMES.get(random.nextInt(NAMES.size()));
        long sinceBegin = Duration.between(BEGIN, asOf).toSeconds();
        long age = random.nextInt(4) == 0 ? random.nextLong(sinceBegin) : random.nextLong(DAYS / 4 * 86_400L);
        return new Event(
                profile,
                REGIONS.get(random.nextInt(REGIONS.size())),
                name,
                "id-" + random.nextInt(400),
                asOf.minusSeconds(age),
                !name.equals("push_receipt"),
                name.equals("play") ? random.nextInt(5_000) : 0,
                random.nextBoolean() ? Long.valueOf(random.nextInt(6)) : null,
                Math.toIntExact(profile % Events.LOG.partitions()));
    }
}
