package io.rollcall.lake.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.testkit.BronzeFixture;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import io.rollcall.lake.value.MetricRun;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A random history that is counted all day long, beside the same one that is counted by night alone. */
class OpenDayHistoryTest {
    private static final long SEED = 20_261_129;

    /** These two the live counters say of an open day. */
    private static final Set<String> FROM_THE_LIVE_COUNTERS = Set.of("dau", "engagement");

    @Test
    void anOpenDaySaysWhatTheNightWillSayOfTheSameEventsAndTheNightSaysWhatItWouldHaveSaid(@TempDir Path directory)
            throws IOException {
        RandomHistory history = RandomHistory.of(SEED);
        Path titles = history.titles(directory);
        try (BronzeFixture watched = new BronzeFixture(directory.resolve("watched"));
                BronzeFixture nightly = new BronzeFixture(directory.resolve("nightly"))) {
            watched.lake().loadTitles(titles);
            nightly.lake().loadTitles(titles);
            LocalDate last = RandomHistory.FIRST;
            for (Map.Entry<LocalDate, List<Event>> night : history.byDay().entrySet()) {
                last = night.getKey();
                Instant asOf = RandomHistory.nightAfter(last);
                SettledValues open = watch(watched, last, night.getValue());
                watched.archive(asOf);
                night(watched, asOf);
                requireSame(last, open, SettledValues.of(watched.lake().published(), last, last));
                refresh(watched, asOf);

                nightly.archive(asOf, night.getValue());
                night(nightly, asOf);
            }
            for (BronzeFixture fixture : List.of(watched, nightly)) {
                fixture.archive(history.settled());
                night(fixture, history.settled());
            }
            assertThat(all(watched, last)).isEqualTo(all(nightly, last));
            assertThat(all(watched, last).standings().values().stream().flatMap(Set::stream))
                    .containsOnly(DayStatus.FINAL);
        }
    }

    /** Counts the day when half of its events are there, and when all are. */
    private static SettledValues watch(BronzeFixture fixture, LocalDate dt, List<Event> events) {
        Instant noon = dt.atTime(12, 0).toInstant(ZoneOffset.UTC);
        fixture.archive(noon, events.subList(0, events.size() / 2));
        refresh(fixture, noon);
        Instant end = dt.atTime(23, 59, 59).toInstant(ZoneOffset.UTC);
        fixture.archive(end, events.subList(events.size() / 2, events.size()));
        refresh(fixture, end);
        return SettledValues.of(fixture.lake().published(), dt, dt);
    }

    private static void refresh(BronzeFixture fixture, Instant now) {
        OpenDayRun run = fixture.lake().beginOpenDays(now);
        if (run.isDue()) {
            assertThat(run.refresh().failed()).isEmpty();
        }
    }

    private static void night(BronzeFixture fixture, Instant now) {
        fixture.reconcile(now);
        MetricRun run = fixture.lake().beginMetricRun();
        run.due().forEach(run::workOut);
    }

    private static SettledValues all(BronzeFixture fixture, LocalDate last) {
        return SettledValues.of(fixture.lake().published(), RandomHistory.FIRST, last);
    }

    private static void requireSame(LocalDate dt, SettledValues open, SettledValues night) {
        assertThat(open.days()).doesNotContainKey(dt);
        if (night.values().isEmpty()) {
            return;
        }
        assertThat(open.standings().values().stream().flatMap(Set::stream)).containsOnly(DayStatus.LIVE);
        Map<String, Set<String>> expected = new TreeMap<>(night.values());
        expected.keySet().removeIf(key -> FROM_THE_LIVE_COUNTERS.contains(key.substring(0, key.indexOf(' '))));
        assertThat(open.values()).isEqualTo(expected);
    }
}
