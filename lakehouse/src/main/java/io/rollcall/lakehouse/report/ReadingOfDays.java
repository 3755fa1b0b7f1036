package io.rollcall.lakehouse.report;

import io.rollcall.event.Regions;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.report.LiveSnapshot;
import io.rollcall.lake.report.LiveSnapshot.Figure;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.FencedDays;
import io.rollcall.rollup.LateShare;
import io.rollcall.rollup.LiveHorizon;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Makes readings of days from what was read of the live counters. A day has one when every shard is complete for it and
 * something was counted; it has the windows that are complete too.
 *
 * @param late how much of a day came too late to be counted; a window of which most did is not known
 */
record ReadingOfDays(
        LiveHorizon known, FencedDays read, Map<LocalDate, LateShare> late, Windows windows, Instant readAt) {
    private static final List<DayMetric> WINDOWS = List.of(Actives.WAU, Actives.MAU28, Actives.MAU);

    /** A source of the distinct counts of windows. */
    interface Windows {
        Map<String, Estimate> count(LocalDate first, LocalDate last, FencedDays read);
    }

    Optional<LiveSnapshot> of(LocalDate dt) {
        Map<String, DayCounters> counters = read.days().getOrDefault(dt, Map.of());
        if (counters.isEmpty() || !read.freshness().covers(dt)) {
            return Optional.empty();
        }
        List<Figure> figures = new ArrayList<>();
        counters.forEach((region, one) -> exact(region, one)
                .filter(figure -> figure.value() > 0 || region.equals(Regions.ALL))
                .forEach(figures::add));
        WINDOWS.forEach(metric -> figures.addAll(window(metric, dt)));
        return Optional.of(new LiveSnapshot(
                dt,
                readAt,
                read.fences().get(0).field().topicId(),
                figures,
                read.fences().stream()
                        .map(fence -> new LiveSnapshot.Fence(
                                fence.shard(), fence.field().partition(), fence.next()))
                        .toList()));
    }

    private static Stream<Figure> exact(String region, DayCounters day) {
        return Stream.of(
                Figure.exact(region, "dau", day.dau()),
                Figure.exact(region, "events", day.counters().events()),
                Figure.exact(region, "play_events", day.counters().plays()),
                Figure.exact(region, "search_events", day.counters().searches()),
                Figure.exact(region, "browse_events", day.counters().browses()),
                Figure.exact(region, "total_watch_time_sec", day.counters().watchSec()));
    }

    private boolean isMostlyLate(LocalDate first, LocalDate last) {
        return first.datesUntil(last.plusDays(1))
                .map(dt -> late.getOrDefault(dt, new LateShare(0, 0)))
                .reduce(new LateShare(0, 0), LateShare::plus)
                .isMostlyLate();
    }

    private List<Figure> window(DayMetric metric, LocalDate dt) {
        LocalDate first = dt.minusDays(metric.windowDays() - 1L);
        if (first.isBefore(known.firstSketched()) || !read.freshness().covers(first) || isMostlyLate(first, dt)) {
            return List.of();
        }
        return windows.count(first, dt, read).entrySet().stream()
                .filter(region ->
                        region.getValue().value() > 0 || region.getKey().equals(Regions.ALL))
                .map(region -> new Figure(
                        region.getKey(),
                        metric.name(),
                        (double) region.getValue().value(),
                        (double) region.getValue().low(),
                        (double) region.getValue().high()))
                .toList();
    }
}
