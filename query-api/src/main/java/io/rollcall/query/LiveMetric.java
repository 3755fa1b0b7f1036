package io.rollcall.query;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.answer.Row;
import java.util.List;

/** How a metric is answered that the live counters know while its day is not published. Sealed: every one is in {@link LiveMetrics}. */
public sealed interface LiveMetric permits DailyActives, WindowActives, LiveStickiness, LiveEngagement {
    /** The metric it answers. */
    DayMetric metric();

    /** The rows of the asked days that the live figures know whole. */
    List<Row> liveRows(Question question, LiveFigures live);
}
