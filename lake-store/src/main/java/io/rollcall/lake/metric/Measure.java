package io.rollcall.lake.metric;

/**
 * A measure of a metric: one column of numbers.
 *
 * @param unit in the plural, {@code seconds}; {@code share} for a quotient of two numbers of the same unit
 */
public record Measure(String name, Type type, String unit) {
    private static final String SHARE = "share";

    /** What kind of number it is. */
    public enum Type {
        /** A whole number, never negative. */
        COUNT,
        /** Any other. */
        NUMBER
    }

    static Measure count(String name, String unit) {
        return new Measure(name, Type.COUNT, unit);
    }

    static Measure number(String name, String unit) {
        return new Measure(name, Type.NUMBER, unit);
    }

    static Measure share(String name) {
        return new Measure(name, Type.NUMBER, SHARE);
    }
}
