package io.rollcall.lake.day;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DayStatus.LiveWindowState;
import io.rollcall.lake.day.DueDay.Reason;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DueDaysTest {
    private static final LocalDate FIRST = LocalDate.parse("2024-01-01");
    private static final Instant SECOND_BEGINS = Instant.parse("2024-01-02T00:00:00Z");
    private static final Instant FOURTH_BEGINS = Instant.parse("2024-01-04T00:00:00Z");

    @Test
    void aDayIsDueOnceTheArchiveHasPassedItsEnd() {
        Instant over = SECOND_BEGINS.plus(ArchiveEnd.CLOSING_SLACK);
        assertThat(due(Map.of(FIRST, 5L), Map.of(), over.minusMillis(1)).touched())
                .isEmpty();
        assertThat(due(Map.of(FIRST, 5L), Map.of(), over).touched()).containsExactly(new DueDay(FIRST, Reason.NEW));
    }

    @Test
    void aPublishedDayIsDueWhenNewDataCame() {
        Instant night = SECOND_BEGINS.plusSeconds(9_000);
        assertThat(due(Map.of(FIRST, 5L), published(DayStatus.PROVISIONAL, 5), night)
                        .touched())
                .isEmpty();
        assertThat(due(Map.of(FIRST, 6L), published(DayStatus.PROVISIONAL, 5), night)
                        .touched())
                .containsExactly(new DueDay(FIRST, Reason.TOUCHED));
    }

    @Test
    void aProvisionalDayIsDueWhenItsLiveWindowHasClosed() {
        Instant closed = FOURTH_BEGINS.plus(ArchiveEnd.CLOSING_SLACK);
        DueDays open = due(Map.of(FIRST, 5L), published(DayStatus.PROVISIONAL, 5), closed.minusMillis(1));
        assertThat(open.window(FIRST)).isEqualTo(LiveWindowState.OPEN);
        assertThat(open.touched()).isEmpty();
        assertThat(due(Map.of(FIRST, 5L), published(DayStatus.PROVISIONAL, 5), closed)
                        .touched())
                .containsExactly(new DueDay(FIRST, Reason.CLOSED));
        assertThat(due(Map.of(FIRST, 5L), published(DayStatus.FINAL, 5), closed).touched())
                .isEmpty();
    }

    @Test
    void whoAsksGetsUntouchedDaysToo() {
        Instant closed = FOURTH_BEGINS.plus(ArchiveEnd.CLOSING_SLACK);
        Map<LocalDate, PublishedDay> published = published(DayStatus.FINAL, 5);
        assertThat(due(Map.of(FIRST, 5L), published, closed).asked(dt -> true))
                .containsExactly(new DueDay(FIRST, Reason.ASKED));
        assertThat(due(Map.of(FIRST, 5L), published, closed).asked(dt -> dt.isAfter(FIRST)))
                .isEmpty();
        assertThat(due(Map.of(), published, closed).asked(dt -> true))
                .as("without data")
                .isEmpty();
        assertThat(due(Map.of(FIRST, 6L), published, closed).asked(dt -> true))
                .isEqualTo(List.of(new DueDay(FIRST, Reason.TOUCHED)));
    }

    @Test
    void anArchiveThatCannotSayHowFarItIsMakesNothingDue() {
        assertThat(due(Map.of(FIRST, 5L), Map.of(), Instant.EPOCH).touched()).isEmpty();
    }

    @Test
    void aDayIsNotCountedAgainFromTheRemainsOfDroppedEvents() {
        Instant closed = FOURTH_BEGINS.plus(ArchiveEnd.CLOSING_SLACK);
        for (long beside : List.of(-1L, 0L, 1L)) {
            DueDays due = new DueDays(
                    Map.of(FIRST, 6L),
                    published(DayStatus.FINAL, 5),
                    Set.of(FIRST.plusDays(beside)),
                    Map.of(),
                    new ArchiveEnd(closed));
            assertThat(due.touched()).isEmpty();
            assertThat(due.asked(dt -> true)).isEmpty();
            assertThat(due.leftOut()).containsExactly(FIRST);
        }
        assertThat(new DueDays(
                                Map.of(FIRST, 6L),
                                Map.of(),
                                Set.of(FIRST.minusDays(1)),
                                Map.of(),
                                new ArchiveEnd(closed))
                        .touched())
                .as("never published")
                .containsExactly(new DueDay(FIRST, Reason.NEW));
        assertThat(new DueDays(
                                Map.of(FIRST, 6L),
                                published(DayStatus.FINAL, 5),
                                Set.of(FIRST.minusDays(2)),
                                Map.of(),
                                new ArchiveEnd(closed))
                        .touched())
                .containsExactly(new DueDay(FIRST, Reason.TOUCHED));
    }

    private static DueDays due(Map<LocalDate, Long> bronze, Map<LocalDate, PublishedDay> published, Instant asOf) {
        return new DueDays(bronze, published, Set.of(), Map.of(), new ArchiveEnd(asOf));
    }

    private static Map<LocalDate, PublishedDay> published(DayStatus status, long sequence) {
        return Map.of(FIRST, new PublishedDay(FIRST, "r", "r", status, SECOND_BEGINS, SECOND_BEGINS, sequence));
    }
}
