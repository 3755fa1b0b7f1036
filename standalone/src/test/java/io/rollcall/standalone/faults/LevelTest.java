package io.rollcall.standalone.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevelTest {
    private static final double MIB = 1 << 20;

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 400})
    void aSlowLeakUnderMuchNoiseHasGrown(int looks) {
        // 60 MiB that go up and down by 10, and 30 more by the end.
        assertThat(of(looks, 8 * MIB, at -> 60 * MIB + 30 * MIB * at).growth())
                .hasValueSatisfying(said -> assertThat(said).contains("has grown"));
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 400})
    void whatGoesUpAndDownIsLevel(int looks) {
        assertThat(of(looks, 8 * MIB, at -> 60 * MIB).growth()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 400})
    void whatGrowsInTheWarmUpOnlyIsLevel(int looks) {
        assertThat(of(looks, 8 * MIB, at -> Math.min(at, 0.2) * 300 * MIB).growth())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 60, 400})
    void aThreadInEverySecondLookIsALeakAndASingleHighLookIsNone(int looks) {
        Level leaking = new Level(3);
        Level once = new Level(3);
        for (int look = 0; look < looks; look++) {
            leaking.look(40 + Math.floorDiv(look, 2));
            once.look(look == looks - 2 ? 4_000 : 40);
        }
        assertThat(leaking.growth()).isPresent();
        assertThat(once.growth()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 29})
    void aFewLooksSayNothing(int looks) {
        Level level = of(looks, 0, at -> 100 * at);
        assertThat(level.growth()).isEmpty();
        assertThat(level).hasToString(looks + " looks, too few");
    }

    /** With a tenth of noise or so. */
    private static Level of(int looks, double tolerated, DoubleUnaryOperator value) {
        Random random = new Random(20_261_129);
        Level level = new Level(tolerated);
        for (int look = 0; look < looks; look++) {
            level.look(value.applyAsDouble((double) look / looks) + 10 * MIB * (random.nextDouble() - 0.5));
        }
        return level;
    }
}
