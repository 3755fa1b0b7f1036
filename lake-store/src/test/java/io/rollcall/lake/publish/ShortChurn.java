package io.rollcall.lake.publish;

import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Churn of a window of two days, counted from the events alone, of all days from the first event to the last. */
final class ShortChurn {
    static final int WINDOW = 2;

    private ShortChurn() {}

    static Set<String> of(List<Event> events) {
        LocalDate first =
                events.stream().map(Event::dt).min(LocalDate::compareTo).orElseThrow();
        LocalDate last =
                events.stream().map(Event::dt).max(LocalDate::compareTo).orElseThrow();
        Set<String> regions = events.stream().map(Event::region).collect(Collectors.toCollection(TreeSet::new));
        regions.add("*");
        Set<String> lines = new TreeSet<>();
        for (LocalDate dt : first.datesUntil(last.plusDays(1)).toList()) {
            for (String region : regions) {
                Predicate<Event> here =
                        event -> region.equals("*") || event.region().equals(region);
                Set<Long> base = active(events, here, dt.minusDays(2 * WINDOW - 1), dt.minusDays(WINDOW));
                if (!base.isEmpty()) {
                    int size = base.size();
                    base.removeAll(active(events, here, dt.minusDays(WINDOW - 1), dt));
                    lines.add(line(dt, region, size, base.size()));
                }
            }
        }
        return lines;
    }

    private static Set<Long> active(List<Event> events, Predicate<Event> here, LocalDate from, LocalDate to) {
        return events.stream()
                .filter(Event::active)
                .filter(here)
                .filter(event -> !event.dt().isBefore(from) && !event.dt().isAfter(to))
                .map(Event::profileId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static String line(LocalDate dt, String region, long base, long churned) {
        return dt + " " + region + " " + churned + "/" + base;
    }
}
