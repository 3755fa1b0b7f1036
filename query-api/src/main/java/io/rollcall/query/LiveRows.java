package io.rollcall.query;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads the rows that the live counters have for a question: it first finds out which of its days they know, then reads
 * those, several at a time.
 */
final class LiveRows {
    private LiveRows() {}

    /**
     * The rows of the asked days that the live figures know whole, by day.
     *
     * @param historyFirst the first day of the lake's history
     * @throws io.rollcall.query.question.RefusalException when they would take too many sketches
     */
    static List<AnswerRow> of(DayMetric asked, Question question, LiveFigures live, Optional<LocalDate> historyFirst) {
        LiveMetric metric = LiveMetrics.of(asked);
        LiveHorizon horizon = live.horizon();
        List<LocalDate> days = metric.days(question.days(), horizon).toList();
        if (days.isEmpty()) {
            return List.of();
        }
        Coverage coverage = live.coverage(new Window(metric.window(days.get(0)).first(), days.get(days.size() - 1)));
        List<LocalDate> known =
                days.stream().filter(dt -> coverage.knows(metric.window(dt))).toList();
        coverage.requireAffordable(
                Scope.of(question.regions()),
                known.stream().flatMap(dt -> metric.merged(dt, coverage)).collect(Collectors.toSet()));
        return live
                .each(
                        known,
                        dt -> metric.rows(question, live, coverage, historyFirst, dt)
                                .toList())
                .stream()
                .flatMap(List::stream)
                .toList();
    }
}
