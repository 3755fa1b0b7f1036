package io.rollcall.standalone.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PaceTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    @Test
    void batchesWaitForTheRoomThatEarlierOnesTook() {
        Pace pace = Pace.of(100, 0);
        assertThat(pace.bookNanos(50, 0)).isZero();
        assertThat(pace.bookNanos(50, 0)).isEqualTo(SECOND / 2);
        assertThat(pace.bookNanos(50, SECOND / 4)).isEqualTo(SECOND - SECOND / 4);
    }

    @Test
    void lostTimeIsNotMadeUpFor() {
        Pace pace = Pace.of(100, 0);
        assertThat(pace.bookNanos(100, 60 * SECOND)).isZero();
        assertThat(pace.bookNanos(100, 60 * SECOND)).isEqualTo(SECOND);
    }

    @Test
    void withoutARateNothingWaits() {
        Pace pace = Pace.of(0, 0);
        assertThat(pace.bookNanos(1_000_000, 0)).isZero();
        assertThat(pace.bookNanos(1_000_000, 0)).isZero();
    }
}
