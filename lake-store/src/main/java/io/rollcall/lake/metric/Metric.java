package io.rollcall.lake.metric;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A metric: what it is called, what its rows hold and what may be asked of it. Sealed by where its values come from: the
 * publication of a day works the values of a {@link DayMetric} out, the night after it those of a {@link ComputedMetric}.
 */
public sealed interface Metric permits DayMetric, ComputedMetric {
    /** Its name in addresses, in the documentation and in the lake. */
    String name();

    /** Rises when the definition changes; values of different versions do not compare. */
    int version();

    /** What it says, in a sentence: the same that its page says. */
    String definition();

    /** The columns that a row holds between its region and its status. */
    Columns columns();

    /** The parameters by which more may be asked than days and regions, in the order of the documentation. */
    List<Parameter<?>> parameters();

    /** The intervals of which there can be a row each. */
    Set<Interval> intervals();

    /** The metric as it is worked out from the events that pass a filter; empty where that means nothing. */
    Optional<ComputedMetric> overEvents();

    /**
     * Tells whether all values of several rows may be added. A metric that counts distinct profiles somewhere has
     * others beside them.
     */
    default boolean additive() {
        return additiveMeasures().size() == columns().measures().size();
    }

    /** The names of the measures of which the values of several rows of the same item may be added, over regions and days. */
    default List<String> additiveMeasures() {
        return columns().measures().stream()
                .filter(measure -> measure.adds() == Measure.Adds.REGIONS_AND_DAYS)
                .map(Measure::name)
                .toList();
    }

    /** Tells whether it says something of single regions, and not only of all together. */
    default boolean hasRegions() {
        return true;
    }
}
