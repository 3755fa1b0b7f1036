package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.rollcall.event.Sampling.Unit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingTest {
    private static final int PROFILES = 100_000;

    /** What clients are told in docs/guides/sampling.md, to hold their own against. */
    @ParameterizedTest
    @CsvSource({
        "0.1, profile, 1, e, false",
        "0.1, profile, 11, e, true",
        "0.1, event, 1, a-1, false",
        "0.5, event, 1, a-1, true",
    })
    void theFateOfAnEventIsAFunctionOfIt(double rate, String unit, long profile, String eventId, boolean isKept) {
        Unit by = Unit.ofCode(unit);
        assertThat(by).isNotNull();
        if (by != null) {
            assertThat(new Sampling(rate, by).keeps(profile, eventId)).isEqualTo(isKept);
        }
    }

    /** 100,000 profiles: four standard errors of the share are 0.0038 at most. */
    @ParameterizedTest
    @ValueSource(doubles = {0.01, 0.1, 0.5, 0.9})
    void theShareThatIsKeptIsTheRateInEveryShardToo(double rate) {
        for (Unit unit : Unit.values()) {
            Sampling sampling = new Sampling(rate, unit);
            assertThat(share(sampling, 1)).as("%s", unit).isCloseTo(rate, within(0.007));
            assertThat(LongStream.rangeClosed(1, PROFILES)
                            .filter(profile -> Shards.shardOf(profile) == 5)
                            .mapToInt(profile -> sampling.keeps(profile, "e-" + profile) ? 1 : 0)
                            .average())
                    .hasValueCloseTo(rate, within(0.06));
        }
    }

    private static double share(Sampling sampling, long first) {
        return (double) LongStream.range(first, first + PROFILES)
                        .filter(profile -> sampling.keeps(profile, "e-" + profile))
                        .count()
                / PROFILES;
    }

    @Test
    void aProfileIsInOrOutAsAWholeAndASmallerSampleIsAPartOfALargerOne() {
        Sampling small = new Sampling(0.1, Unit.PROFILE);
        Sampling large = new Sampling(0.3, Unit.PROFILE);
        for (long profile = 1; profile <= 1_000; profile++) {
            assertThat(small.keeps(profile, "a")).isEqualTo(small.keeps(profile, "b"));
            assertThat(large.keeps(profile, "a") || !small.keeps(profile, "a")).isTrue();
        }
        Sampling byEvent = new Sampling(0.5, Unit.EVENT);
        assertThat(LongStream.range(0, 100).filter(event -> byEvent.keeps(7, "e" + event)))
                .as("of one profile")
                .hasSizeBetween(25, 75);
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1, -0.5, 1.5, Double.NaN})
    void aShareThatIsNoneIsRefused(double rate) {
        assertThatThrownBy(() -> new Sampling(rate, Unit.EVENT)).hasMessageContaining("above 0 and below 1");
    }
}
