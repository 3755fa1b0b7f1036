package io.rollcall.query;

import io.rollcall.query.question.Scope;
import io.rollcall.query.question.Window;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.Freshness;
import io.rollcall.rollup.LiveHorizon;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The live figures that metrics are worked out from. Every method throws {@link io.rollcall.rollup.RedisUnavailableException} when Redis is away. */
public interface LiveFigures {
    /** Figures by region, and what they cover. */
    record ByRegion<T>(Freshness freshness, Map<String, T> figures) {
        public ByRegion {
            figures = Map.copyOf(figures);
        }
    }

    /** Today and the days that are still known. */
    LiveHorizon horizon();

    /** The coverage of the days of a window. */
    Coverage coverage(Window days);

    /** Reads several days, some at a time; what was read in the order of the days. */
    <T> List<T> each(List<LocalDate> days, Function<LocalDate, T> reading);

    /** A day's counters, {@code *} included. */
    ByRegion<DayCounters> day(LocalDate dt);

    /** Distinct profiles active in a window; regions without any may be left out. */
    ByRegion<Estimate> actives(Window window, Scope scope);

    /** A profile's counters on a day. */
    ByRegion<Counters> profile(long profileId, LocalDate dt);
}
