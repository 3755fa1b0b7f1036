package io.rollcall.lakehouse.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.rollup.Freshness;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class RebuildPlanTest {
    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");
    private static final long AS_OF = NOW.toEpochMilli();

    @Test
    void everyShardIsRestoredUpToWhereItIsComplete() {
        RebuildPlan plan = RebuildPlan.decide(
                dt(17), NOW, Map.of(0, since(20), 1, since(18), 2, new Freshness(AS_OF, 0)), lake(1, 2, 17));

        assertThat(plan.shardsByDay()).isEqualTo(Map.of(dt(17), Set.of(0, 1, 2), dt(18), Set.of(0), dt(19), Set.of(0)));
        assertThat(plan.days()).containsExactly(dt(17), dt(18), dt(19));
        assertThat(plan.daysOf(0)).containsExactly(dt(17), dt(18), dt(19));
        assertThat(plan.daysOf(2)).containsExactly(dt(17));
        assertThat(plan.steps()).isEqualTo(5);
    }

    @Test
    void everyLaterPublishedDayOfWhichNothingCanComeAnyMoreIsRestoredInEveryShard() {
        Map<Integer, Freshness> coverage = Map.of(0, since(18), 1, new Freshness(AS_OF, 0));

        RebuildPlan plan = RebuildPlan.decide(dt(15), NOW, coverage, lake(1, 15, 17, 19, 20, 21));

        assertThat(plan.shardsByDay())
                .isEqualTo(Map.of(dt(15), Set.of(0, 1), dt(16), Set.of(0), dt(17), Set.of(0, 1), dt(19), Set.of(0, 1)));
    }

    @Test
    void publishedDaysAloneAreRestoredWhereEveryShardIsCompleteFromBeforeThemOn() {
        SortedSet<LocalDate> days = new TreeSet<>(Set.of(dt(16), dt(18)));
        Freshness always = new Freshness(AS_OF, 0);

        assertThat(RebuildPlan.ofPublished(days, NOW, Map.of(0, always, 1, since(16)), lake(15, 16, 18, 19))
                        .shardsByDay())
                .isEqualTo(Map.of(dt(16), Set.of(0, 1), dt(18), Set.of(0, 1)));
        Map<Integer, Freshness> wiped = Map.of(0, always, 1, since(18));
        assertThat(RebuildPlan.ofPublished(days, NOW, wiped, lake(15, 16, 18, 19)))
                .as("a shard has to be made complete")
                .isEqualTo(RebuildPlan.decide(dt(16), NOW, wiped, lake(15, 16, 18, 19)));
    }

    @Test
    void aMarkInTheMiddleOfADayDoesNotCoverIt() {
        Freshness noon =
                new Freshness(AS_OF, Instant.parse("2026-11-18T12:00:00Z").toEpochMilli());
        assertThat(RebuildPlan.decide(dt(17), NOW, Map.of(0, noon), lake(17, 18))
                        .days())
                .containsExactly(dt(17), dt(18));
    }

    @Test
    void aDayWithoutEventsNeedsNoPublishingButOneWithEventsDoes() {
        Map<Integer, Freshness> coverage = Map.of(0, since(20));
        assertThat(RebuildPlan.decide(dt(17), NOW, coverage, lake(17, 19)).days())
                .containsExactly(dt(17), dt(18), dt(19));

        LakeDays unpublished = new LakeDays(published(17, 19), Set.of(dt(17), dt(18), dt(19)), NOW);
        assertThatThrownBy(() -> RebuildPlan.decide(dt(17), NOW, coverage, unpublished))
                .hasMessageContaining("[2026-11-18]");
    }

    @Test
    void nothingIsKnownOfDaysBeforeTheFirstNorOfThoseTheArchiveHasNotPassed() {
        assertThatThrownBy(() -> RebuildPlan.decide(dt(15), NOW, Map.of(0, since(18)), lake(17)))
                .hasMessageContaining("[2026-11-15, 2026-11-16]");
        LakeDays stalled = new LakeDays(published(15, 16), Set.of(), Instant.parse("2026-11-17T23:00:00Z"));
        assertThatThrownBy(() -> RebuildPlan.decide(dt(15), NOW, Map.of(0, since(18)), stalled))
                .hasMessageContaining("[2026-11-17]");
    }

    @Test
    void liveDaysAndDaysWhoseSketchesAreOverAreRefused() {
        assertThatThrownBy(() -> RebuildPlan.decide(dt(20), NOW, Map.of(0, since(20)), lake(1, 20)))
                .hasMessageContaining("still live");
        assertThatThrownBy(
                        () -> RebuildPlan.decide(LocalDate.parse("2026-10-18"), NOW, Map.of(0, since(20)), lake(1, 20)))
                .hasMessageContaining("35 days");
    }

    @Test
    void aWorkerThatHasNotBegunOrStillReadsTheDayIsWaitedFor() {
        assertThatThrownBy(() -> RebuildPlan.decide(
                        dt(17), NOW, Map.of(0, since(18), 1, new Freshness(0, Long.MAX_VALUE)), lake(17)))
                .hasMessageContaining("shard 1");
        long twoDaysBehind = Instant.parse("2026-11-19T23:59:59Z").toEpochMilli();
        assertThatThrownBy(() -> RebuildPlan.decide(dt(17), NOW, Map.of(0, new Freshness(twoDaysBehind, 0)), lake(17)))
                .hasMessageContaining("may still count events of 2026-11-17");
    }

    private static LocalDate dt(int day) {
        return LocalDate.of(2026, 11, day);
    }

    private static Freshness since(int day) {
        return new Freshness(
                AS_OF, dt(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli());
    }

    private static LakeDays lake(Integer... published) {
        return new LakeDays(published(published), Set.of(), NOW);
    }

    private static SortedMap<LocalDate, PublishedDay> published(Integer... days) {
        SortedMap<LocalDate, PublishedDay> published = new TreeMap<>();
        List.of(days)
                .forEach(day ->
                        published.put(dt(day), new PublishedDay(dt(day), "run", "run", DayStatus.FINAL, NOW, NOW, 1)));
        return published;
    }
}
