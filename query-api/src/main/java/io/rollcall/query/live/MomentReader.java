package io.rollcall.query.live;

import io.rollcall.event.Regions;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.answer.AnswerRow;
import io.rollcall.query.answer.Method;
import io.rollcall.query.answer.Status;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.Freshness;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Works out what the live stream says. Called by one thread after the other, once a second for all who listen. */
@Singleton
public class MomentReader {
    private static final Comparator<Moment.Region> ORDER = Comparator.comparing(
                    (Moment.Region region) -> !region.region().equals(Regions.ALL))
            .thenComparing(Comparator.comparingLong(Moment.Region::dau).reversed())
            .thenComparing(Moment.Region::region);

    /** The counters that a day begins with: nobody is a number too. */
    private static final DayCounters NOBODY = new DayCounters(0, Counters.ZERO);

    private final LiveCounters counters;
    private final EventRates rates = new EventRates();

    MomentReader(LiveCounters counters) {
        this.counters = counters;
    }

    /**
     * The moment that is now.
     *
     * @throws io.rollcall.rollup.RedisUnavailableException when Redis does not answer
     */
    public synchronized Moment read() {
        LocalDate today = counters.horizon().today();
        ByRegion<DayCounters> day = counters.day(today);
        if (!day.freshness().covers(today)) {
            return moment(today, day.freshness(), null, List.of());
        }
        Map<String, DayCounters> figures = new TreeMap<>(Map.of(Regions.ALL, NOBODY));
        figures.putAll(day.figures());
        Map<String, Double> perSecond = rates.after(System.nanoTime(), today, figures);
        Optional<ActiveNow> active = counters.activeNow(day.freshness());
        active.ifPresent(now -> now.regions().forEach(region -> figures.putIfAbsent(region, NOBODY)));
        List<Moment.Region> regions = figures.entrySet().stream()
                .map(region -> region(region.getKey(), region.getValue(), perSecond, active))
                .sorted(ORDER)
                .toList();
        return moment(today, day.freshness(), perSecond.get(Regions.ALL), regions);
    }

    private Moment moment(
            LocalDate today, Freshness freshness, @Nullable Double eventsPerSecond, List<Moment.Region> regions) {
        Instant asOf = AnswerRow.asOf(freshness);
        return new Moment(
                today.toString(),
                Status.LIVE.word(),
                Method.EXACT.word(),
                Method.HYPERLOGLOG.word(),
                text(asOf),
                asOf == null ? null : lagSeconds(asOf, counters.now()),
                eventsPerSecond,
                regions);
    }

    private static Moment.Region region(
            String region, DayCounters day, Map<String, Double> perSecond, Optional<ActiveNow> activeNow) {
        Estimate active = activeNow.map(now -> now.of(region)).orElse(null);
        return new Moment.Region(
                region,
                day.dau(),
                day.counters().plays(),
                perSecond.get(region),
                active == null ? null : active.value(),
                active == null ? null : active.low(),
                active == null ? null : active.high(),
                text(activeNow.map(ActiveNow::asOf).orElse(null)));
    }

    /** The lag in seconds, to a tenth; 0 when the worker's clock is ahead of ours. */
    private static double lagSeconds(Instant asOf, Instant now) {
        return Math.max(0, Math.round(Duration.between(asOf, now).toMillis() / 100.0) / 10.0);
    }

    private static @Nullable String text(@Nullable Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
