package io.rollcall.query;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Engagement;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.question.AskedDays;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers {@code engagement} from a day's counters. They are known while they live; {@code active_profiles} is a
 * distinct count, so rows do not add.
 */
record LiveEngagement() implements LiveMetric {
    @Override
    public DayMetric metric() {
        return Engagement.METRIC;
    }

    @Override
    public Stream<LocalDate> days(AskedDays asked, LiveHorizon horizon) {
        return asked.within(horizon.firstCounted(), horizon.today());
    }

    @Override
    public Stream<Window> merged(LocalDate dt, Coverage coverage) {
        return Stream.empty();
    }

    @Override
    public Stream<AnswerRow> rows(
            Question question, LiveFigures live, Coverage coverage, Optional<LocalDate> historyFirst, LocalDate dt) {
        ByRegion<DayCounters> day = live.day(dt);
        if (!day.freshness().covers(dt)) {
            return Stream.empty();
        }
        return day.figures().entrySet().stream()
                .filter(region -> question.regions().includes(region.getKey()))
                .map(region -> AnswerRow.live(dt, region.getKey(), measures(region.getValue()), day.freshness()));
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
