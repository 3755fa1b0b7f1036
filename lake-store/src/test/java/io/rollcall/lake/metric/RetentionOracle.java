package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import io.rollcall.lake.testkit.Figure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Retention by its definition, from a list of events; profile by profile and day by day. */
final class RetentionOracle {
    private final RandomActivity drawn;
    private final List<Fact> starting;
    private final ActiveDays begun;
    private final ActiveDays active;
    private final boolean byTime;

    RetentionOracle(RandomActivity drawn) {
        this(drawn, fact -> true, fact -> true);
    }

    /**
     * Of events.
     *
     * @param starts what makes a day a profile's first; a region is then the first by name
     * @param returns what is a return
     */
    RetentionOracle(RandomActivity drawn, Predicate<Fact> starts, Predicate<Fact> returns) {
        this.drawn = drawn;
        this.starting = drawn.facts().stream().filter(starts).toList();
        this.begun = new ActiveDays(starting);
        this.active = new ActiveDays(drawn.facts().stream().filter(returns).toList());
        this.byTime = starting.size() == drawn.facts().size();
    }

    /** A question about a cohort: who was active from its first day to its last? */
    record Cell(String dimension, String item, int first, int last) {}

    FigureTable figures(LocalDate from, LocalDate to, List<Cell> cells) {
        List<Figure> figures = new ArrayList<>();
        for (LocalDate dt : from.datesUntil(to.plusDays(1)).toList()) {
            cohorts(dt).forEach((region, cohort) -> cells.forEach(cell -> add(figures, dt, region, cohort, cell)));
        }
        return new FigureTable(figures);
    }

    /** Who began on a day, by region. */
    private Map<String, List<Long>> cohorts(LocalDate dt) {
        Map<String, List<Long>> cohorts = new TreeMap<>();
        for (long profile : begun.profiles(ActiveDays.ALL)) {
            if (begun.of(ActiveDays.ALL, profile).first().equals(dt)) {
                cohorts.computeIfAbsent(ActiveDays.ALL, all -> new ArrayList<>())
                        .add(profile);
                cohorts.computeIfAbsent(home(profile, dt), region -> new ArrayList<>())
                        .add(profile);
            }
        }
        return cohorts;
    }

    /** Of the regions in which the profile was active that day, the one where it was seen first. */
    private String home(long profile, LocalDate dt) {
        Comparator<Fact> byRegion = Comparator.comparing(Fact::region);
        return starting.stream()
                .filter(fact -> fact.profileId() == profile && fact.dt().equals(dt))
                .filter(fact -> begun.on(fact.region(), profile, dt))
                .min(byTime ? Comparator.<Fact, Instant>comparing(Fact::at).thenComparing(byRegion) : byRegion)
                .orElseThrow()
                .region();
    }

    private void add(List<Figure> figures, LocalDate dt, String region, List<Long> cohort, Cell cell) {
        LocalDate first = dt.plusDays(cell.first());
        LocalDate last = dt.plusDays(cell.last());
        NavigableSet<LocalDate> counted = drawn.counted();
        boolean complete = first.datesUntil(last.plusDays(1)).allMatch(counted::contains);
        double retained = cohort.stream()
                .filter(profile -> active.within(ActiveDays.ALL, profile, first, last))
                .count();
        figures.add(figure(dt, region, cell, "cohort", (double) cohort.size()));
        figures.add(figure(dt, region, cell, "complete", complete ? 1.0 : 0.0));
        figures.add(figure(dt, region, cell, "retained", complete ? retained : null));
        figures.add(figure(dt, region, cell, "rate", complete ? retained / cohort.size() : null));
    }

    private static Figure figure(LocalDate dt, String region, Cell cell, String measure, @Nullable Double value) {
        return new Figure(dt, region, cell.dimension(), cell.item(), measure, value);
    }
}
