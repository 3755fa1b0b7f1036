package io.rollcall.query;

import java.util.List;

/** A metric of the catalogue. Sealed: every one is in {@link Metrics}, and a source knows all of them. */
public sealed interface Metric permits DailyActives, WindowActives, Stickiness, Engagement {
    /** The one measure of most metrics. */
    List<String> VALUE = List.of("value");

    /** Its name in the catalogue and in addresses. */
    String id();

    /** Rises when the definition changes; numbers of different versions do not compare. */
    default int definitionVersion() {
        return 1;
    }

    /** Whether values of several rows may be added. */
    boolean additive();

    /** The columns between region and status. */
    default List<String> measures() {
        return VALUE;
    }

    /** The rows of the asked days that the live figures know whole. */
    List<Row> liveRows(Question question, LiveFigures live);
}
