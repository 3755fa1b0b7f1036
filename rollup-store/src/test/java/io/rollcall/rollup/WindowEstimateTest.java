package io.rollcall.rollup;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WindowEstimateTest {
    private static final LocalDate FIRST = LocalDate.parse("2026-11-16");
    private static final LocalDate LAST = LocalDate.parse("2026-11-22");
    private static final Map<String, Estimate> WHOLE = Map.of("*", new Estimate(100, 90, 110));

    /** A part of every kind, and which were asked for. */
    private record Asked(Estimate sketch, Estimate day, List<String> of) implements WindowEstimate.Parts {
        @Override
        public Map<String, Estimate> sketched(LocalDate first, LocalDate last) {
            of.add(first + ".." + last);
            return Map.of("*", sketch);
        }

        @Override
        public Map<String, Estimate> counted(LocalDate dt) {
            of.add(dt.toString());
            return Map.of("*", day);
        }
    }

    private static Asked parts(Estimate sketch, Estimate day) {
        return new Asked(sketch, day, new ArrayList<>());
    }

    @Test
    void theCountedDaysAndTheOlderOnesAreItsParts() {
        Asked parts = parts(Estimate.exact(20), Estimate.exact(30));
        WindowEstimate.of(FIRST, LAST, LAST.minusDays(2), WHOLE, parts);
        assertThat(parts.of()).containsExactly("2026-11-16..2026-11-19", "2026-11-20", "2026-11-21", "2026-11-22");
    }

    @Test
    void aWindowOfCountedDaysHasNoSketchedPart() {
        Asked parts = parts(Estimate.NONE, Estimate.exact(30));
        WindowEstimate.of(LAST.minusDays(1), LAST, FIRST, WHOLE, parts);
        assertThat(parts.of()).containsExactly("2026-11-21", "2026-11-22");
    }

    @Test
    void aWindowThatNoDayOfIsCountedStaysAsTheSketchesSay() {
        Asked parts = parts(Estimate.NONE, Estimate.NONE);
        assertThat(WindowEstimate.of(FIRST, LAST, LAST.plusDays(1), WHOLE, parts))
                .isEqualTo(WHOLE);
        assertThat(parts.of()).isEmpty();
    }

    @Test
    void itIsNeverBelowADayInItNorAboveTheSumOfItsParts() {
        assertThat(WindowEstimate.of(
                        FIRST, LAST, LAST.minusDays(1), WHOLE, parts(Estimate.exact(20), Estimate.exact(105))))
                .isEqualTo(Map.of("*", new Estimate(105, 105, 110)));
        assertThat(WindowEstimate.of(
                        FIRST, LAST, LAST.minusDays(1), WHOLE, parts(new Estimate(20, 18, 22), Estimate.exact(30))))
                .isEqualTo(Map.of("*", new Estimate(80, 78, 82)));
    }

    @Test
    void aRegionThatNoPartNamesWasNotActive() {
        Map<String, Estimate> whole = Map.of("SE", new Estimate(1, 0, 2));
        assertThat(WindowEstimate.of(FIRST, LAST, FIRST, whole, parts(Estimate.NONE, Estimate.exact(5))))
                .isEqualTo(Map.of("SE", Estimate.NONE));
    }
}
