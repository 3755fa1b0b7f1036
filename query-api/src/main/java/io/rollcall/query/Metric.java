package io.rollcall.query;

import io.rollcall.lake.Published;
import io.rollcall.lake.metric.PublishedMetric;
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

    /** What the lake calls it. */
    PublishedMetric published();

    /** A row of the lake. Exact, so that its value is its own interval. */
    default Row settledRow(Published.Row row) {
        return Row.settled(row, Row.count(row.values().get(0)));
    }

    /** The rows of the asked days that the live figures know whole. */
    List<Row> liveRows(Question question, LiveFigures live);
}
