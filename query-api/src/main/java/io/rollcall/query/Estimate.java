package io.rollcall.query;

import io.rollcall.rollup.DistinctCount;

/**
 * A distinct count and its 95 % interval.
 *
 * @param low lower end; the value itself when it is exact
 * @param high upper end; the value itself when it is exact
 */
public record Estimate(long value, long low, long high) {
    public Estimate {
        if (low > value || value > high) {
            throw new IllegalArgumentException("not an interval: " + low + " <= " + value + " <= " + high);
        }
    }

    static final Estimate NONE = exact(0);

    public static Estimate exact(long value) {
        return new Estimate(value, value, value);
    }

    public static Estimate of(DistinctCount sketched) {
        return new Estimate(sketched.count(), sketched.low(), sketched.high());
    }

    /** The same estimate, kept between what the truth cannot lie below and what it cannot lie above. */
    public Estimate between(Estimate floor, Estimate ceiling) {
        return new Estimate(
                clamp(value, floor.value, ceiling.value),
                clamp(low, floor.low, ceiling.low),
                clamp(high, floor.high, ceiling.high));
    }

    public Estimate plus(Estimate other) {
        return new Estimate(value + other.value, low + other.low, high + other.high);
    }

    public Estimate max(Estimate other) {
        return new Estimate(Math.max(value, other.value), Math.max(low, other.low), Math.max(high, other.high));
    }

    /** The floor wins should the two be read a moment apart and cross. */
    private static long clamp(long number, long floor, long ceiling) {
        return Math.max(floor, Math.min(number, ceiling));
    }
}
