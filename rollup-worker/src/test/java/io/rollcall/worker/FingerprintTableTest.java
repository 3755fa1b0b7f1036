package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FingerprintTableTest {
    private final FingerprintTable table = new FingerprintTable();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void holdsWhatAMapHolds(long seed) {
        Random random = new Random(seed);
        Map<Long, Integer> expected = new HashMap<>();
        for (int i = 0; i < 100_000; i++) {
            // Some come again, and some lie close together.
            long print = random.nextInt(10) == 0 ? 1 + random.nextInt(2_000) : random.nextLong() | 1;
            int tick = random.nextInt(FingerprintTable.TICKS);
            table.put(print, tick);
            expected.merge(print, tick, Math::max);
            if (i % 10_000 == 0) {
                table.trim();
            }
        }
        assertThat(table.size()).isEqualTo(expected.size());
        expected.forEach((print, tick) -> assertThat(table.find(print)).isEqualTo(tick));
        for (int i = 0; i < 10_000; i++) {
            long even = random.nextLong() & ~1L;
            if (even < 0 || even > 2_000) {
                assertThat(table.find(even)).isEqualTo(FingerprintTable.ABSENT);
            }
        }
    }

    /** The last cells are everybody's home. */
    @Test
    void fingerprintsThatAllLieAtTheEndFit() {
        for (int i = 0; i < 5_000; i++) {
            table.put(-1 - i, i);
        }
        assertThat(table.size()).isEqualTo(5_000);
        for (int i = 0; i < 5_000; i++) {
            assertThat(table.find(-1 - i)).isEqualTo(i);
        }
    }
}
