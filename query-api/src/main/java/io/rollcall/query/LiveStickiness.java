package io.rollcall.query;

import io.rollcall.event.Regions;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Stickiness;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Numbers;
import io.rollcall.query.answer.Status;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Estimate;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Answers {@code stickiness}, the mean {@code dau} of the 30 days that end with dt, over the {@code mau} of dt.
 * {@code point} is the {@code dau} of dt alone over the same {@code mau}. A younger system is measured over the
 * {@code days} since the first day of its history, of the lake or of the window whichever is earlier; a region's days
 * without activity count as 0.
 */
record LiveStickiness() implements LiveMetric {
    @Override
    public DayMetric metric() {
        return Stickiness.METRIC;
    }

    @Override
    public Stream<Window> merged(LocalDate dt, Coverage coverage) {
        Window window = window(dt);
        return Stream.concat(
                WindowActives.merged(window, coverage.horizon()),
                window.days().filter(day -> !coverage.horizon().isLive(day)).map(Window::of));
    }

    @Override
    public Stream<AnswerRow> rows(
            Question question, LiveFigures live, Coverage coverage, Optional<LocalDate> historyFirst, LocalDate dt) {
        Window window = window(dt);
        Days days = new Days(live, coverage);
        return begin(days, window, historyFirst)
                .map(begin -> Scope.of(question.regions()).stream()
                        .map(scope -> History.of(days, window, begin, scope))
                        .filter(History::isWhole)
                        .flatMap(history -> history.rows(question.regions())))
                .orElseGet(Stream::empty);
    }

    /** The distinct counts of single days; nobody is asked of a day on which nothing happened. */
    private record Days(LiveFigures live, Coverage coverage) {
        ByRegion<Estimate> of(LocalDate dt, Scope scope) {
            return coverage.mayHave(dt)
                    ? DailyActives.of(live, dt, scope)
                    : new ByRegion<>(coverage.freshness(), Map.of());
        }
    }

    /** The window's first day that is of the history: a window may begin with a break, and then nobody was there on days that count. */
    private static Optional<LocalDate> begin(Days days, Window window, Optional<LocalDate> historyFirst) {
        Optional<LocalDate> published =
                historyFirst.map(first -> first.isBefore(window.first()) ? window.first() : first);
        return Stream.concat(published.stream(), firstDayWithData(days, window).stream())
                .filter(first -> !first.isAfter(window.last()))
                .min(LocalDate::compareTo);
    }

    private static Optional<LocalDate> firstDayWithData(Days days, Window window) {
        return window.days()
                .filter(day -> actives(days.of(day, Scope.TOTAL), Regions.ALL).high() > 0)
                .findFirst();
    }

    /**
     * The figures that a row is worked out from.
     *
     * @param window the 30 days
     * @param monthly their distinct counts
     * @param daily the distinct counts of each day since the first with data
     */
    private record History(Window window, ByRegion<Estimate> monthly, List<ByRegion<Estimate>> daily) {
        static History of(Days days, Window window, LocalDate begin, Scope scope) {
            List<ByRegion<Estimate>> daily = new Window(begin, window.last())
                    .days()
                    .map(day -> days.of(day, scope))
                    .toList();
            return new History(window, days.live().actives(window, scope), daily);
        }

        boolean isWhole() {
            return monthly.freshness().covers(window.first());
        }

        Stream<AnswerRow> rows(RegionChoice regions) {
            return monthly.figures().entrySet().stream()
                    .filter(region -> regions.includes(region.getKey()))
                    .filter(region -> region.getValue().value() > 0)
                    .map(region -> row(region.getKey(), region.getValue()));
        }

        private AnswerRow row(String region, Estimate mau) {
            List<Estimate> dau = daily.stream().map(day -> actives(day, region)).toList();
            Estimate sum = dau.stream().reduce(Estimate.NONE, Estimate::plus);
            int days = dau.size();
            BigDecimal value = share(sum.value(), days * mau.value(), RoundingMode.HALF_EVEN);
            BigDecimal point = share(dau.get(days - 1).value(), mau.value(), RoundingMode.HALF_EVEN);
            return new AnswerRow(
                    window.last(),
                    region,
                    List.of(value, point, days),
                    Status.LIVE,
                    Method.HYPERLOGLOG,
                    share(sum.low(), days * mau.high(), RoundingMode.FLOOR),
                    share(sum.high(), days * Math.max(1, mau.low()), RoundingMode.CEILING),
                    AnswerRow.asOf(monthly.freshness()));
        }
    }

    private static Estimate actives(ByRegion<Estimate> day, String region) {
        return day.figures().getOrDefault(region, Estimate.NONE);
    }

    /** The share of the part in the whole, never above 1: nobody is active on more days than there are. */
    private static BigDecimal share(long part, long whole, RoundingMode rounding) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), Numbers.DECIMALS, rounding)
                .min(BigDecimal.ONE.setScale(Numbers.DECIMALS));
    }
}
