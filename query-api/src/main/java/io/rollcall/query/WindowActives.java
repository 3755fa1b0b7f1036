package io.rollcall.query;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.answer.Method;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.Optional;
import java.util.stream.Stream;

/** Answers {@code wau}, {@code mau} and {@code mau28}, the distinct profiles active in the days that end with dt. */
record WindowActives(DayMetric metric) implements LiveMetric {
    @Override
    public Stream<Window> merged(LocalDate dt, Coverage coverage) {
        return merged(window(dt), coverage.horizon());
    }

    /** A window that is open is held between what its parts say, the days that are known by sketches alone among them. */
    static Stream<Window> merged(Window window, LiveHorizon horizon) {
        LocalDate counted = horizon.firstCounted();
        return horizon.counts(window.last()) && window.first().isBefore(counted)
                ? Stream.of(window, new Window(window.first(), counted.minusDays(1)))
                : Stream.of(window);
    }

    @Override
    public Stream<AnswerRow> rows(
            Question question, LiveFigures live, Coverage coverage, Optional<LocalDate> historyFirst, LocalDate dt) {
        Window window = window(dt);
        return Scope.of(question.regions()).stream()
                .map(scope -> live.actives(window, scope))
                .filter(actives -> actives.freshness().covers(window.first()))
                .flatMap(actives -> actives.figures().entrySet().stream()
                        .filter(region -> question.regions().includes(region.getKey()))
                        .filter(region -> region.getValue().value() > 0)
                        .map(region -> AnswerRow.live(
                                dt, region.getKey(), Method.HYPERLOGLOG, region.getValue(), actives.freshness())));
    }
}
