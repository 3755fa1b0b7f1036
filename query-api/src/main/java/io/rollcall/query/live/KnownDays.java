package io.rollcall.query.live;

import io.rollcall.query.DailyActives;
import io.rollcall.query.LiveFigures;
import io.rollcall.query.LiveFigures.ByRegion;
import io.rollcall.query.LiveHorizon;
import io.rollcall.query.Scope;
import io.rollcall.query.Window;
import io.rollcall.rollup.Estimate;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the parts of a window say about the whole: the days that are counted exactly, and the older ones as one sketched
 * part. Whoever was active in a part was active in the window, and nobody was who was active in none; so {@code mau} is
 * never below a {@code dau} in it nor above their sum, and in a system's first days it is exact.
 */
record KnownDays(List<ByRegion<Estimate>> parts) {
    static KnownDays of(LiveFigures live, Window window, Scope scope) {
        LiveHorizon horizon = live.horizon();
        LocalDate firstCounted = horizon.firstCounted();
        Stream<ByRegion<Estimate>> counted =
                window.days().filter(horizon::counts).map(dt -> DailyActives.of(live, dt, scope));
        Stream<ByRegion<Estimate>> older = window.first().isBefore(firstCounted)
                ? Stream.of(live.actives(new Window(window.first(), firstCounted.minusDays(1)), scope))
                : Stream.empty();
        return new KnownDays(Stream.concat(older, counted).toList());
    }

    Estimate bound(String region, Estimate sketched) {
        return sketched.within(parts.stream()
                .map(part -> part.figures().getOrDefault(region, Estimate.NONE))
                .toList());
    }
}
