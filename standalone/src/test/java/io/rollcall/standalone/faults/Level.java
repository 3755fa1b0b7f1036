package io.rollcall.standalone.faults;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.statistics.inference.AlternativeHypothesis;
import org.apache.commons.statistics.inference.MannWhitneyUTest;

/**
 * Something that must not grow, looked at again and again. The first quarter of the looks is warm-up; of the rest the last third is
 * held against the first: it has grown when it is higher beyond chance (Mann and Whitney's U, one-sided) and beyond what is
 * tolerated, so that neither a single high look nor a few bytes are a leak.
 */
final class Level {
    /** Fewer looks say nothing. */
    static final int LOOKS = 30;

    private static final double CHANCE = 0.005;

    /** Of what it was: less is tolerated. */
    private static final double SHARE = 0.05;

    private final double tolerated;
    private final List<Double> looks = new ArrayList<>();

    /**
     * A level that has not been looked at.
     *
     * @param tolerated growth, in its unit, whatever it was
     */
    Level(double tolerated) {
        this.tolerated = tolerated;
    }

    void look(double value) {
        looks.add(value);
    }

    /** How it has grown, in words; empty where it has not, or where it was not looked at often enough to say. */
    Optional<String> growth() {
        if (looks.size() < LOOKS) {
            return Optional.empty();
        }
        double[] first = third(0);
        double[] last = third(2);
        double before = median(first);
        double after = median(last);
        boolean grown = after - before > Math.max(tolerated, SHARE * before) && isHigher(last, first);
        return grown ? Optional.of("has grown: " + this) : Optional.empty();
    }

    private static boolean isHigher(double[] last, double[] first) {
        return MannWhitneyUTest.withDefaults()
                        .with(AlternativeHypothesis.GREATER_THAN)
                        .test(last, first)
                        .getPValue()
                < CHANCE;
    }

    private double[] third(int number) {
        int warm = looks.size() / 4;
        int rest = looks.size() - warm;
        return looks.subList(warm + number * rest / 3, warm + (number + 1) * rest / 3).stream()
                .mapToDouble(Double::doubleValue)
                .toArray();
    }

    private static double median(double... of) {
        double[] sorted = of.clone();
        Arrays.sort(sorted);
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    @Override
    public String toString() {
        return looks.size() < LOOKS
                ? looks.size() + " looks, too few"
                : String.format(
                        Locale.ROOT,
                        "%,.1f, %,.1f, %,.1f in the thirds after the warm-up, of %d looks",
                        median(third(0)),
                        median(third(1)),
                        median(third(2)),
                        looks.size());
    }
}
