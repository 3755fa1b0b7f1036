package io.rollcall.query;

import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.answer.Method;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Estimate;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Answers {@code dau}, the distinct profiles active on dt. They are counted exactly as long as the day's counters live,
 * then known from its sketches.
 */
public record DailyActives() implements LiveMetric {
    @Override
    public DayMetric metric() {
        return Actives.DAU;
    }

    @Override
    public Stream<Window> merged(LocalDate dt, Coverage coverage) {
        return coverage.horizon().isLive(dt) ? Stream.empty() : Stream.of(Window.of(dt));
    }

    @Override
    public Stream<AnswerRow> rows(
            Question question, LiveFigures live, Coverage coverage, Optional<LocalDate> historyFirst, LocalDate dt) {
        boolean counted = live.horizon().counts(dt);
        return Scope.of(question.regions()).stream()
                .map(scope -> of(live, dt, scope))
                .filter(day -> day.freshness().covers(dt))
                .flatMap(day -> day.figures().entrySet().stream()
                        .filter(region -> question.regions().includes(region.getKey()))
                        .filter(region -> region.getValue().value() > 0)
                        .map(region -> AnswerRow.live(
                                dt,
                                region.getKey(),
                                counted && region.getValue().isExact() ? Method.EXACT : Method.HYPERLOGLOG,
                                region.getValue(),
                                day.freshness())));
    }

    /** A day's actives from the best figures there are. While a day is live nobody comes too late for its counters. */
    static ByRegion<Estimate> of(LiveFigures live, LocalDate dt, Scope scope) {
        return live.horizon().isLive(dt) ? counted(live, dt, scope) : live.actives(Window.of(dt), scope);
    }

    /** A day's actives as its counters have them; only of days that have any. */
    public static ByRegion<Estimate> counted(LiveFigures live, LocalDate dt, Scope scope) {
        ByRegion<DayCounters> day = live.day(dt);
        Map<String, Estimate> actives = day.figures().entrySet().stream()
                .filter(region -> scope.includes(region.getKey()))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        region -> Estimate.exact(region.getValue().dau())));
        return new ByRegion<>(day.freshness(), actives);
    }
}
