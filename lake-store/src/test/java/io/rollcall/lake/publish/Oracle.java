package io.rollcall.lake.publish;

import io.rollcall.lake.metric.DayMetric;
import io.rollcall.lake.testkit.BronzeFixture.Event;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The figures by definition, from a list of events in the order in which they were archived; slow, and without any SQL. */
final class Oracle {
    private final List<Event> kept;
    private final Set<LocalDate> days;

    /** @param published the days whose figures are asked for */
    Oracle(List<Event> archived, Set<LocalDate> published) {
        kept = new ArrayList<>();
        for (int i = 0; i < archived.size(); i++) {
            if (isFirst(archived, i)) {
                kept.add(archived.get(i));
            }
        }
        days = new TreeSet<>(published);
    }

    private static boolean isFirst(List<Event> archived, int at) {
        Event event = archived.get(at);
        return archived.subList(0, at).stream()
                .noneMatch(earlier -> earlier.profileId() == event.profileId()
                        && earlier.eventId().equals(event.eventId())
                        && Math.abs(earlier.dt().toEpochDay() - event.dt().toEpochDay()) <= 1);
    }

    /** Rows of a metric as {@code dt region values}, by day and region. */
    List<String> rows(DayMetric metric) {
        List<String> rows = new ArrayList<>();
        for (LocalDate dt : days) {
            for (String region : new TreeSet<>(regions())) {
                values(metric, dt, region)
                        .map(values -> dt + " " + region + " " + values)
                        .forEach(rows::add);
            }
        }
        return rows;
    }

    private Set<String> regions() {
        return Stream.concat(Stream.of("*"), kept.stream().map(Event::region)).collect(Collectors.toSet());
    }

    private Stream<List<Double>> values(DayMetric metric, LocalDate dt, String region) {
        return switch (metric.name()) {
            case "dau" -> positive(actives(dt, dt, region).size());
            case "wau" -> positive(actives(dt.minusDays(6), dt, region).size());
            case "mau28" -> positive(actives(dt.minusDays(27), dt, region).size());
            case "mau" -> positive(actives(dt.minusDays(29), dt, region).size());
            case "stickiness" -> stickiness(dt, region);
            case "engagement" -> engagement(dt, region);
            default -> throw new IllegalArgumentException("no oracle for " + metric.name());
        };
    }

    private static Stream<List<Double>> positive(int count) {
        return count == 0 ? Stream.empty() : Stream.of(List.of((double) count));
    }

    private Stream<List<Double>> stickiness(LocalDate dt, String region) {
        LocalDate begun = days.stream().min(LocalDate::compareTo).orElse(dt);
        LocalDate first = begun.isAfter(dt.minusDays(29)) ? begun : dt.minusDays(29);
        int mau = actives(dt.minusDays(29), dt, region).size();
        if (mau == 0) {
            return Stream.empty();
        }
        List<LocalDate> history = first.datesUntil(dt.plusDays(1)).toList();
        double sum = history.stream()
                .mapToInt(day -> actives(day, day, region).size())
                .sum();
        double today = actives(dt, dt, region).size();
        return Stream.of(List.of(sum / ((double) history.size() * mau), today / mau, (double) history.size()));
    }

    private Stream<List<Double>> engagement(LocalDate dt, String region) {
        List<Event> events = of(dt, dt, region).toList();
        if (events.isEmpty()) {
            return Stream.empty();
        }
        return Stream.of(List.of(
                sum(events, event -> event.name().equals("play") ? 1 : 0),
                sum(events, event -> event.name().equals("search") ? 1 : 0),
                sum(events, event -> event.name().equals("browse") ? 1 : 0),
                (double) events.size(),
                sum(events, event -> event.name().equals("play") ? event.durationSec() : 0),
                (double) actives(dt, dt, region).size()));
    }

    private static double sum(List<Event> events, ToLongFunction<Event> value) {
        return (double) events.stream().mapToLong(value).sum();
    }

    private Set<Long> actives(LocalDate first, LocalDate last, String region) {
        return of(first, last, region)
                .filter(Event::active)
                .map(Event::profileId)
                .collect(Collectors.toSet());
    }

    private Stream<Event> of(LocalDate first, LocalDate last, String region) {
        return kept.stream()
                .filter(event -> !event.dt().isBefore(first) && !event.dt().isAfter(last))
                .filter(event -> region.equals("*") || event.region().equals(region));
    }

    /** Rows of {@code engagement_metrics}: dt, region, profile, plays, searches, titles, seconds. */
    List<String> engagementMetrics() {
        return kept.stream()
                .filter(event -> days.contains(event.dt()))
                .collect(Collectors.groupingBy(event -> event.dt() + "|" + event.region() + "|" + event.profileId()))
                .entrySet()
                .stream()
                .map(row -> row.getKey() + "|" + profileRow(row.getValue()))
                .sorted()
                .toList();
    }

    private static String profileRow(List<Event> events) {
        long titles = events.stream()
                .flatMap(event -> Stream.ofNullable(event.titleId()))
                .distinct()
                .count();
        return (long) sum(events, event -> event.name().equals("play") ? 1 : 0)
                + "|" + (long) sum(events, event -> event.name().equals("search") ? 1 : 0)
                + "|" + titles
                + "|" + (long) sum(events, event -> event.name().equals("play") ? event.durationSec() : 0);
    }
}
