package io.rollcall.query;

import io.rollcall.lake.Published;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.answer.Row;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** How a metric is answered that the live counters know while its day is not published. Sealed: every one is in {@link LiveMetrics}. */
public sealed interface LiveMetric permits DailyActives, WindowActives, LiveStickiness, LiveEngagement {
    /** The metric it answers. */
    DayMetric metric();

    /** A row of the lake. Exact, so that its value is its own interval. */
    default Row settledRow(Published.Row row) {
        return Row.settled(row, Row.count(row.values().get(0)));
    }

    /**
     * The rows of the asked days that the live figures know whole.
     *
     * @param historyFirst the first day of the lake's history, asked for by a metric that has to know
     */
    List<Row> liveRows(Question question, LiveFigures live, Supplier<Optional<LocalDate>> historyFirst);
}
