package io.rollcall.query;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A metric that the live counters can answer while its day is not published. Sealed: every one is in
 * {@link LiveMetrics}.
 */
public sealed interface LiveMetric permits DailyActives, WindowActives, LiveStickiness, LiveEngagement {
    /** The metric that this one answers. */
    DayMetric metric();

    /** The asked days that are not over for the counters yet. */
    default Stream<LocalDate> days(AskedDays asked, LiveHorizon horizon) {
        return asked.within(horizon.firstSketched().plusDays(metric().windowDays() - 1L), horizon.today());
    }

    /** The days that a value is worked out from. */
    default Window window(LocalDate dt) {
        return Window.endingWith(dt, metric().windowDays());
    }

    /** The windows of which sketches are merged for a day. */
    Stream<Window> merged(LocalDate dt, Coverage coverage);

    /**
     * The rows of a day that the live figures know whole.
     *
     * @param historyFirst the first day of the lake's history
     */
    Stream<AnswerRow> rows(
            Question question, LiveFigures live, Coverage coverage, Optional<LocalDate> historyFirst, LocalDate dt);
}
