package io.rollcall.lake.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.ArchiveEnd;
import io.rollcall.lake.day.CountedDays;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.sql.Literal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class LastHoursTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-08");

    @Test
    void aPublishedDayHasAllHours() {
        assertThat(of(DayStatus.PROVISIONAL, "2026-01-08T11:00:00Z")).contains(hour(23));
    }

    @Test
    void anOpenDayHasThoseThatHaveBegunInTheArchive() {
        assertThat(of(DayStatus.LIVE, "2026-01-08T00:00:00Z")).contains(hour(0));
        assertThat(of(DayStatus.LIVE, "2026-01-08T13:59:59Z")).contains(hour(13));
        assertThat(of(DayStatus.LIVE, "2026-01-08T14:00:00Z")).contains(hour(14));
        assertThat(of(DayStatus.LIVE, "2026-01-09T01:30:00Z"))
                .as("over, and not published yet")
                .contains(hour(23));
    }

    @Test
    void aDayThatOnlyAClockAheadHasReachedHasNone() {
        assertThat(of(DayStatus.LIVE, "2026-01-07T23:59:00Z")).doesNotContain("2026-01-08");
    }

    @Test
    void onlyTheDaysThatAreAskedForAreThere() {
        assertThat(LastHours.of(counted(DayStatus.FINAL, "2026-01-09T12:00:00Z"), DAY.plusDays(1), DAY.plusDays(2)))
                .doesNotContain("2026-01-08");
    }

    private static String of(DayStatus status, String asOf) {
        return LastHours.of(counted(status, asOf), DAY, DAY);
    }

    private static String hour(long hour) {
        return "(" + Literal.of(DAY) + ", " + Literal.of(hour) + ")";
    }

    private static CountedDays counted(DayStatus status, String asOf) {
        Instant time = Instant.parse(asOf);
        return new CountedDays(
                new TreeMap<>(Map.of(DAY, new PublishedDay(DAY, "run", "run", status, time, time, 1))),
                Set.of(DAY),
                new ArchiveEnd(time));
    }
}
