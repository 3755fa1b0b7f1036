package io.rollcall.query;

import io.rollcall.event.Regions;
import io.rollcall.lake.Published;
import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.metric.Stickiness;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Row;
import io.rollcall.query.answer.Status;
import io.rollcall.query.question.RegionChoice;
import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.LiveHorizon;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * {@code stickiness}: mean {@code dau} of the 30 days that end with dt, over the {@code mau} of dt. {@code point} is the
 * {@code dau} of dt alone over the same {@code mau}. A younger system is measured over the {@code days} since the first
 * day of its history, of the lake or of the window whichever is earlier; a region's days without activity count as 0.
 */
record LiveStickiness() implements LiveMetric {
    /** Days of the window. */
    private static final int DAYS = Stickiness.METRIC.windowDays();

    private static final int DECIMALS = 6;

    @Override
    public DayMetric metric() {
        return Stickiness.METRIC;
    }

    @Override
    public Row settledRow(Published.Row row) {
        BigDecimal value = rounded(row.values().get(0));
        return Row.settled(
                row,
                Arrays.<@Nullable Object>asList(
                        value,
                        rounded(row.values().get(1)),
                        Row.count(row.values().get(2))),
                value);
    }

    private static @Nullable BigDecimal rounded(@Nullable Double published) {
        return published == null ? null : BigDecimal.valueOf(published).setScale(DECIMALS, RoundingMode.HALF_EVEN);
    }

    @Override
    public List<Row> liveRows(Question question, LiveFigures live, Supplier<Optional<LocalDate>> historyFirst) {
        LiveHorizon horizon = live.horizon();
        return question.days()
                .within(horizon.firstSketched().plusDays(DAYS - 1L), horizon.today())
                .flatMap(dt -> rows(question, live, dt, historyFirst))
                .toList();
    }

    private static Stream<Row> rows(
            Question question, LiveFigures live, LocalDate dt, Supplier<Optional<LocalDate>> historyFirst) {
        Window window = Window.endingWith(dt, DAYS);
        return begin(live, window, historyFirst)
                .map(begin -> question.regions().scopes().stream()
                        .map(scope -> History.of(live, window, begin, scope))
                        .filter(History::isWhole)
                        .flatMap(history -> history.rows(question.regions())))
                .orElseGet(Stream::empty);
    }

    /** The window's first day that is of the history: a window may begin with a break, and then nobody was there on days that count. */
    private static Optional<LocalDate> begin(
            LiveFigures live, Window window, Supplier<Optional<LocalDate>> historyFirst) {
        Optional<LocalDate> published =
                historyFirst.get().map(first -> first.isBefore(window.first()) ? window.first() : first);
        return Stream.concat(published.stream(), firstDayWithData(live, window).stream())
                .filter(first -> !first.isAfter(window.last()))
                .min(LocalDate::compareTo);
    }

    private static Optional<LocalDate> firstDayWithData(LiveFigures live, Window window) {
        return window.days()
                .filter(day -> actives(DailyActives.of(live, day, Scope.TOTAL), Regions.ALL)
                                .high()
                        > 0)
                .findFirst();
    }

    /**
     * What a row is worked out from.
     *
     * @param window the 30 days
     * @param monthly their distinct counts
     * @param daily the distinct counts of each day since the first with data
     */
    private record History(Window window, ByRegion<Estimate> monthly, List<ByRegion<Estimate>> daily) {
        static History of(LiveFigures live, Window window, LocalDate begin, Scope scope) {
            List<ByRegion<Estimate>> daily = new Window(begin, window.last())
                    .days()
                    .map(day -> DailyActives.of(live, day, scope))
                    .toList();
            return new History(window, live.actives(window, scope), daily);
        }

        boolean isWhole() {
            return monthly.freshness().covers(window.first());
        }

        Stream<Row> rows(RegionChoice regions) {
            return monthly.figures().entrySet().stream()
                    .filter(region -> regions.includes(region.getKey()))
                    .filter(region -> region.getValue().value() > 0)
                    .map(region -> row(region.getKey(), region.getValue()));
        }

        private Row row(String region, Estimate mau) {
            List<Estimate> dau = daily.stream().map(day -> actives(day, region)).toList();
            Estimate sum = dau.stream().reduce(Estimate.NONE, Estimate::plus);
            int days = dau.size();
            BigDecimal value = share(sum.value(), days * mau.value(), RoundingMode.HALF_EVEN);
            BigDecimal point = share(dau.get(days - 1).value(), mau.value(), RoundingMode.HALF_EVEN);
            return new Row(
                    window.last(),
                    region,
                    List.of(value, point, days),
                    Status.LIVE,
                    Method.HYPERLOGLOG,
                    share(sum.low(), days * mau.high(), RoundingMode.FLOOR),
                    share(sum.high(), days * Math.max(1, mau.low()), RoundingMode.CEILING),
                    Row.asOf(monthly.freshness()));
        }
    }

    private static Estimate actives(ByRegion<Estimate> day, String region) {
        return day.figures().getOrDefault(region, Estimate.NONE);
    }

    /** Never above 1: nobody is active on more days than there are. */
    private static BigDecimal share(long part, long whole, RoundingMode rounding) {
        return BigDecimal.valueOf(part)
                .divide(BigDecimal.valueOf(whole), DECIMALS, rounding)
                .min(BigDecimal.ONE.setScale(DECIMALS));
    }
}
