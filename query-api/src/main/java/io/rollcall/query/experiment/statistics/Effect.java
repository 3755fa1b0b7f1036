package io.rollcall.query.experiment.statistics;

import org.jspecify.annotations.Nullable;

/**
 * A treatment held against the control.
 *
 * @param difference treatment - control
 * @param low lower end of its 95 % interval
 * @param high upper end of it
 * @param pValue how often chance alone makes a difference at least as large, to either side
 */
public record Effect(
        double difference,
        @Nullable Double low,
        @Nullable Double high,
        @Nullable Double pValue) {
    /** The probability that the two ends of a 95 % interval leave outside, on each side. */
    static final double TAIL = 0.025;

    /** A difference of which cannot be said how sure it is: too few profiles, or all of them alike. */
    static Effect unsure(double difference) {
        return new Effect(difference, null, null, null);
    }

    static Effect of(double difference, double margin, double pValue) {
        return new Effect(difference, difference - margin, difference + margin, pValue);
    }
}
