package io.rollcall.query.live;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class EventRatesTest {
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    private final EventRates rates = new EventRates();

    @Test
    void theFirstSampleHasNothingToCompareWith() {
        assertThat(after(0, DAY, 100)).isEmpty();
    }

    @Test
    void theRateIsTheGrowthOverTheLastSeconds() {
        after(0, DAY, 100);
        assertThat(after(1, DAY, 150)).containsEntry("US", 50.0);
        assertThat(after(3, DAY, 175)).containsEntry("US", 25.0);
    }

    @Test
    void onlyTheLastSixSamplesCount() {
        after(0, DAY, 0);
        for (int second = 1; second <= 5; second++) {
            after(second, DAY, 1_000);
        }
        assertThat(after(6, DAY, 1_005)).containsEntry("US", 1.0);
    }

    @Test
    void aNewDayBeginsAnew() {
        after(0, DAY, 9_000);
        assertThat(after(1, DAY.plusDays(1), 10)).isEmpty();
        assertThat(after(2, DAY.plusDays(1), 30)).containsEntry("US", 20.0);
    }

    @Test
    void samplesFromBeforeAPauseAreForgotten() {
        after(0, DAY, 100);
        assertThat(after(11, DAY, 1_000)).isEmpty();
    }

    @Test
    void countersThatWereLostDoNotRunBackwards() {
        after(0, DAY, 9_000);
        assertThat(after(1, DAY, 10)).containsEntry("US", 0.0);
    }

    @Test
    void aRegionThatAppearsGrewFromNothing() {
        after(0, DAY, 1);
        assertThat(rates.after(
                        TimeUnit.SECONDS.toNanos(2),
                        DAY,
                        Map.of("BR", new DayCounters(1, new Counters(8, 0, 0, 0, 0)))))
                .containsEntry("BR", 4.0);
    }

    private Map<String, Double> after(int second, LocalDate dt, long events) {
        return rates.after(
                TimeUnit.SECONDS.toNanos(second),
                dt,
                Map.of("US", new DayCounters(1, new Counters(events, 0, 0, 0, 0))));
    }
}
