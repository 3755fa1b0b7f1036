package io.rollcall.lake.day;

import static io.rollcall.lake.day.DayStatus.FINAL;
import static io.rollcall.lake.day.DayStatus.PROVISIONAL;
import static io.rollcall.lake.day.DayStatus.RESTATED;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.day.DayStatus.Change;
import io.rollcall.lake.day.DayStatus.LiveWindowState;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DayStatusTest {
    @Test
    void aDayIsProvisionalUntilItsLiveWindowHasClosed() {
        assertThat(next(Optional.empty(), LiveWindowState.OPEN, Change.CHANGED)).isEqualTo(PROVISIONAL);
        assertThat(next(Optional.of(PROVISIONAL), LiveWindowState.OPEN, Change.CHANGED))
                .isEqualTo(PROVISIONAL);
        assertThat(next(Optional.of(PROVISIONAL), LiveWindowState.CLOSED, Change.UNCHANGED))
                .isEqualTo(FINAL);
        assertThat(next(Optional.empty(), LiveWindowState.CLOSED, Change.CHANGED))
                .isEqualTo(FINAL);
    }

    @Test
    void onlyAFinalValueThatChangedIsRestated() {
        assertThat(next(Optional.of(FINAL), LiveWindowState.CLOSED, Change.CHANGED))
                .isEqualTo(RESTATED);
        assertThat(next(Optional.of(FINAL), LiveWindowState.CLOSED, Change.UNCHANGED))
                .isEqualTo(FINAL);
        assertThat(next(Optional.of(RESTATED), LiveWindowState.CLOSED, Change.UNCHANGED))
                .isEqualTo(RESTATED);
    }

    @Test
    void theLeastSettledIsTheWorst() {
        assertThat(DayStatus.worst(List.of(FINAL, RESTATED, PROVISIONAL))).isEqualTo(PROVISIONAL);
        assertThat(DayStatus.worst(List.of(FINAL, RESTATED))).isEqualTo(RESTATED);
        assertThat(DayStatus.worst(List.of(FINAL))).isEqualTo(FINAL);
    }

    private static DayStatus next(Optional<DayStatus> before, LiveWindowState window, Change change) {
        return DayStatus.next(before, window, change);
    }
}
