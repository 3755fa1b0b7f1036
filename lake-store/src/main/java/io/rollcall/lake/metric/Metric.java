package io.rollcall.lake.metric;

import java.util.List;

/**
 * A metric: what it is called, what its rows hold and what may be asked of it. Sealed by where its values come from: the
 * publication of a day works the values of a {@link DayMetric} out, the night after it those of a {@link ComputedMetric}.
 */
public sealed interface Metric permits DayMetric, ComputedMetric {
    /** Its name in addresses, in the documentation and in the lake. */
    String name();

    /** Rises when the definition changes; values of different versions do not compare. */
    int version();

    /** What a row holds between its region and its status. */
    Columns columns();

    /** What may be asked beyond days and regions, in the order of the documentation. */
    List<Parameter<?>> parameters();

    /** Whether the values of several rows may be added. Every metric counts distinct profiles somewhere, so that none does. */
    default boolean additive() {
        return false;
    }
}
