package io.rollcall.query;

import io.rollcall.lake.Published;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Engagement;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.Row;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** {@code engagement}: a day's counters. Known while they live; {@code active_profiles} is a distinct count, so rows do not add. */
record LiveEngagement() implements LiveMetric {
    @Override
    public DayMetric metric() {
        return Engagement.METRIC;
    }

    @Override
    public Row settledRow(Published.Row row) {
        return Row.settled(row, row.values().stream().map(Row::count).toList(), null);
    }

    @Override
    public List<Row> liveRows(Question question, LiveFigures live, Supplier<Optional<LocalDate>> historyFirst) {
        LiveHorizon horizon = live.horizon();
        return question.days()
                .within(horizon.firstCounted(), horizon.today())
                .flatMap(dt -> rows(question, live.day(dt), dt))
                .toList();
    }

    private static Stream<Row> rows(Question question, ByRegion<DayCounters> day, LocalDate dt) {
        if (!day.freshness().covers(dt)) {
            return Stream.empty();
        }
        return day.figures().entrySet().stream()
                .filter(region -> question.regions().includes(region.getKey()))
                .map(region -> Row.live(dt, region.getKey(), measures(region.getValue()), day.freshness()));
    }

    private static List<Object> measures(DayCounters day) {
        Counters counters = day.counters();
        return List.of(
                counters.plays(),
                counters.searches(),
                counters.browses(),
                counters.events(),
                counters.watchSec(),
                day.dau());
    }
}
