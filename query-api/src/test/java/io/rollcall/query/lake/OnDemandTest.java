package io.rollcall.query.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.experiment.ExperimentMetric;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.question.DateRange;
import io.rollcall.query.question.LakeUnavailableException;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OnDemandTest {
    private static final LocalDate DAY = LocalDate.parse("2026-01-05");
    private static final long MOST_ROWS = 7;

    private final OnDemand onDemand = new OnDemand("riddles", 1, MOST_ROWS);

    @Test
    void oneMoreThanMayBeAtATimeIsRefused() {
        long told = onDemand.answer(mostRows -> {
            refused(Refusal.TOO_MANY_QUESTIONS, "as many riddles", () -> onDemand.answer(another -> another));
            return mostRows;
        });
        assertThat(told).isEqualTo(MOST_ROWS);
    }

    @Test
    void itsPlaceIsFreeAgainHoweverItEnds() {
        assertThatThrownBy(() -> onDemand.answer(mostRows -> {
                    throw new IllegalStateException("broken");
                }))
                .isInstanceOf(LakeUnavailableException.class)
                .hasMessageContaining("broken");
        assertThat(onDemand.<Long>answer(mostRows -> mostRows)).isEqualTo(MOST_ROWS);
    }

    @Test
    void whatCostsTooMuchIsRefusedAndNotAFaultOfTheLake(@TempDir Path directory) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            new ArchivedEvents(lake)
                    .exposed(DAY, 1, "row", "control")
                    .exposed(DAY, 2, "row", "treatment")
                    .night(DAY);
            refused(Refusal.QUESTION_TOO_COSTLY, "and may be from 1", () -> asked(lake, 1));
            assertThat(asked(lake, 1_000)).isTrue();
        }
    }

    private static boolean asked(Lake lake, long mostRows) {
        return new LakeExperiments(lake, costing(mostRows))
                .facts("row", new DateRange(DAY, DAY), Set.of(ExperimentMetric.PLAYS))
                .isPresent();
    }

    private static ExperimentConfig costing(long rows) {
        return new ExperimentConfig() {
            @Override
            public long rows() {
                return rows;
            }

            @Override
            public int concurrent() {
                return 1;
            }
        };
    }

    private static void refused(Refusal why, String detail, ThrowingCallable question) {
        assertThatThrownBy(question)
                .isInstanceOfSatisfying(
                        RefusalException.class,
                        refused -> assertThat(refused.refusal()).isEqualTo(why))
                .hasMessageContaining(detail);
    }
}
