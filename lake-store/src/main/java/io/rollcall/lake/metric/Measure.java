package io.rollcall.lake.metric;

/**
 * A measure of a metric: one column of numbers.
 *
 * @param unit in the plural, {@code seconds}; {@code share} for a quotient of two numbers of the same unit
 * @param adds over what the values of several rows of the same item may be added up
 */
public record Measure(String name, Type type, String unit, Adds adds) {
    private static final String SHARE = "share";

    /** The kind of number that a measure has. */
    public enum Type {
        /** A whole number, never negative. */
        COUNT,
        /** Any other number. */
        NUMBER
    }

    /**
     * The rows over which values may be added up: a sum of distinct profiles would count some of them twice, and one
     * over a list that is cut off leaves out what was cut.
     */
    public enum Adds {
        /** Over nothing. */
        NOTHING,
        /** Over the regions of a day: what is so at the end of a day. */
        REGIONS,
        /** Over regions and days: what happened on a day. */
        REGIONS_AND_DAYS
    }

    static Measure count(String name, String unit) {
        return new Measure(name, Type.COUNT, unit, Adds.NOTHING);
    }

    static Measure number(String name, String unit) {
        return new Measure(name, Type.NUMBER, unit, Adds.NOTHING);
    }

    static Measure share(String name) {
        return new Measure(name, Type.NUMBER, SHARE, Adds.NOTHING);
    }

    Measure addingOverRegions() {
        return new Measure(name, type, unit, Adds.REGIONS);
    }

    Measure addingOverRegionsAndDays() {
        return new Measure(name, type, unit, Adds.REGIONS_AND_DAYS);
    }
}
