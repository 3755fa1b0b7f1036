package io.rollcall.lakehouse.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionComparisonTest {
    private static final long SEED = 20_261_129;

    @Test
    void theNewestIsTheHighestByNumberOfThoseThatHaveSentEnough() {
        List<VersionComparison> compared = VersionComparison.of(List.of(
                version("tv/4.9.0", 5_000, 0),
                version("tv/4.10.0", 5_000, 0),
                version("tv/4.11.0", 999, 0),
                version("tv/other", 90_000, 0),
                version("tv/unknown", 90_000, 0),
                version("tv/nightly", 90_000, 0),
                version("web/v2", 600, 400),
                version("web/v1", 1_000, 0),
                version("mobile/1", 9_000, 0)));
        assertThat(compared)
                .extracting(VersionComparison::toString)
                .containsExactly("tv: 4.10.0 against 4.9.0", "web: v2 against v1");
        assertThat(compared.get(1).outOfLine()).containsExactly(Fault.REJECTED);
    }

    /** The minimum and the difference are 1,000 events and a hundredth; what is between needs events to be believed. */
    @ParameterizedTest
    @CsvSource({
        "1000, 0, 1000, 500, true",
        "1000, 0, 1000, 20, false",
        "100000, 100, 100000, 5000, true",
        "10000, 10, 10000, 300, true",
        "10000, 10, 10000, 150, false",
        "10000000, 0, 10000000, 90000, false",
        "10000000, 0, 10000000, 200000, true",
        "10000, 3000, 10000, 10, false",
    })
    void aVersionIsOutOfLineWhenItIsWorseByMoreThanChanceAndByEnough(
            long sentBefore, long refusedBefore, long sent, long refused, boolean expected) {
        VersionComparison compared = new VersionComparison(
                version("tv/2", sent - refused, refused), version("tv/1", sentBefore - refusedBefore, refusedBefore));
        assertThat(compared.outOfLine().contains(Fault.REJECTED)).isEqualTo(expected);
    }

    @Test
    void eachFaultIsFoundByItself() {
        assertThat(found("late", 500)).containsExactly(Fault.LATE);
        assertThat(found("corrected", 500)).containsExactly(Fault.CLOCK);
        assertThat(found("clamped", 500)).containsExactly(Fault.CLOCK);
        assertThat(found("without_session_id", 500)).containsExactly(Fault.MISSING);
        assertThat(found("without_device_id", 500)).containsExactly(Fault.MISSING);
        assertThat(found("duplicates", 500)).isEmpty();
    }

    private static Iterable<Fault> found(String measure, double count) {
        Map<String, @Nullable Double> values = new HashMap<>();
        values.put("accepted", 5_000.0);
        values.put("late", null);
        VersionCounts before = VersionCounts.of("tv/1", values);
        values.put(measure, count);
        return new VersionComparison(VersionCounts.of("tv/2", values), before).outOfLine();
    }

    /** Worked by hand: 30 of 100 and 10 of 100, so 20 in a hundred together. */
    @Test
    void theTestIsThatOfTwoProportionsPooled() {
        assertThat(new Share(30, 100).standardErrorsAbove(new Share(10, 100), 1))
                .isCloseTo(0.2 / Math.sqrt(0.2 * 0.8 * 0.02), within(1e-12));
        assertThat(new Share(300, 1_000).standardErrorsAbove(new Share(100, 1_000), 10))
                .as("ten alike are one")
                .isCloseTo(0.2 / Math.sqrt(0.2 * 0.8 * 0.02), within(1e-12));
        assertThat(new Share(0, 0).standardErrorsAbove(new Share(0, 10), 1)).isZero();
        assertThat(new Share(0, 10).standardErrorsAbove(new Share(0, 10), 1)).isZero();
    }

    /**
     * Devices differ, and send ten events each of their kind: where both versions are the same, one comparison in 30,000 raises an
     * alarm. Of 2,000 two do so once in 500 times.
     */
    @Test
    void versionsThatDifferByChanceAloneHardlyEverRaiseOne() {
        Random random = new Random(SEED);
        List<VersionComparison> alarms = new ArrayList<>();
        for (int round = 0; round < 2_000; round++) {
            VersionComparison compared =
                    new VersionComparison(byDevices(random, "tv/2", 300), byDevices(random, "tv/1", 300));
            if (!compared.outOfLine().isEmpty()) {
                alarms.add(compared);
            }
        }
        assertThat(alarms).hasSizeLessThan(2);
    }

    /** Each device is refused altogether or not at all: one in ten. */
    private static VersionCounts byDevices(Random random, String item, int devices) {
        long refused = 0;
        for (int device = 0; device < devices; device++) {
            refused += random.nextInt(10) == 0 ? 10 : 0;
        }
        return version(item, devices * 10L - refused, refused);
    }

    private static VersionCounts version(String item, long accepted, long rejected) {
        return VersionCounts.of(item, Map.of("accepted", (double) accepted, "rejected", (double) rejected));
    }
}
