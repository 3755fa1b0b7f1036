package io.rollcall.query;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Row;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * {@code wau}, {@code mau}, {@code mau28}: distinct profiles active in the days that end with dt.
 */
record WindowActives(DayMetric metric) implements LiveMetric {
    @Override
    public List<Row> liveRows(Question question, LiveFigures live, Supplier<Optional<LocalDate>> historyFirst) {
        LiveHorizon horizon = live.horizon();
        return question.days()
                .within(horizon.firstSketched().plusDays(metric.windowDays() - 1L), horizon.today())
                .flatMap(dt -> rows(question, live, dt))
                .toList();
    }

    private Stream<Row> rows(Question question, LiveFigures live, LocalDate dt) {
        Window window = Window.endingWith(dt, metric.windowDays());
        return question.regions().scopes().stream()
                .map(scope -> live.actives(window, scope))
                .filter(actives -> actives.freshness().covers(window.first()))
                .flatMap(actives -> actives.figures().entrySet().stream()
                        .filter(region -> question.regions().includes(region.getKey()))
                        .filter(region -> region.getValue().value() > 0)
                        .map(region -> Row.live(
                                dt, region.getKey(), Method.HYPERLOGLOG, region.getValue(), actives.freshness())));
    }
}
