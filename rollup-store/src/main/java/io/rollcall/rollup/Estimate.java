package io.rollcall.rollup;

import java.util.List;

/**
 * A distinct count and its 95 % interval, as it is served.
 *
 * @param low lower end; the value itself when it is exact
 * @param high upper end; the value itself when it is exact
 */
public record Estimate(long value, long low, long high) {
    /** The estimate where nobody is counted. */
    public static final Estimate NONE = exact(0);

    public Estimate {
        if (low > value || value > high) {
            throw new IllegalArgumentException("not an interval: " + low + " <= " + value + " <= " + high);
        }
    }

    public static Estimate exact(long value) {
        return new Estimate(value, value, value);
    }

    /** Says whether it is its own interval. */
    public boolean isExact() {
        return low == high;
    }

    public static Estimate of(DistinctCount sketched) {
        return new Estimate(sketched.count(), sketched.low(), sketched.high());
    }

    /**
     * The estimate of a whole, held between what its parts make certain: whoever was in a part was in the whole, and nobody was
     * who was in none.
     */
    public Estimate within(List<Estimate> parts) {
        Estimate floor = parts.stream().reduce(NONE, Estimate::max);
        Estimate ceiling = parts.stream().reduce(NONE, Estimate::plus);
        return new Estimate(
                clamp(value, floor.value, ceiling.value),
                clamp(low, floor.low, ceiling.low),
                clamp(high, floor.high, ceiling.high));
    }

    /**
     * The same where more may be true than was counted.
     *
     * @param counted what the sketches say of what was counted
     * @param most what they say with everything that was not
     */
    public Estimate reaching(DistinctCount counted, DistinctCount most) {
        // Of the same registers both say the same, and then there is nothing that was not counted.
        return most.count() > counted.count() ? new Estimate(value, low, Math.max(high, most.high())) : this;
    }

    public Estimate plus(Estimate other) {
        return new Estimate(value + other.value, low + other.low, high + other.high);
    }

    private Estimate max(Estimate other) {
        return new Estimate(Math.max(value, other.value), Math.max(low, other.low), Math.max(high, other.high));
    }

    /** The floor wins should the two be read a moment apart and cross. */
    private static long clamp(long number, long floor, long ceiling) {
        return Math.max(floor, Math.min(number, ceiling));
    }
}
