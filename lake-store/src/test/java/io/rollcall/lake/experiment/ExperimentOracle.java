package io.rollcall.lake.experiment;

import io.rollcall.lake.testkit.Fact;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The sums of an experiment by definition, one profile after the other, from a list of events; without any SQL. */
final class ExperimentOracle {
    private static final Pattern PROPERTY = Pattern.compile("\"(\\w+)\":\"([^\"]*)\"");

    private final Map<Long, List<Fact>> byProfile = new TreeMap<>();
    private final Set<LocalDate> counted = new HashSet<>();
    private final String key;
    private final LocalDate from;

    ExperimentOracle(List<Fact> facts, String key, LocalDate from, LocalDate to) {
        for (Fact fact : facts) {
            if (!fact.dt().isAfter(to)) {
                byProfile
                        .computeIfAbsent(fact.profileId(), id -> new ArrayList<>())
                        .add(fact);
                counted.add(fact.dt());
            }
        }
        this.key = key;
        this.from = from;
    }

    /** What a profile adds to the sums of its variant. */
    private record Value(double before, double after) {}

    /** Rows as {@code variant|metric|profiles|y|yy|x|xx|xy}, without those of the sizes, sorted. */
    List<String> sums(Collection<ExperimentMetric> metrics) {
        Map<String, List<Value>> values = new TreeMap<>();
        byProfile.values().forEach(events -> {
            if (variants(events).size() == 1) {
                String variant = variants(events).iterator().next();
                for (ExperimentMetric metric : metrics) {
                    Value value = value(metric, events);
                    if (value != null) {
                        values.computeIfAbsent(variant + "|" + metric.id(), name -> new ArrayList<>())
                                .add(value);
                    }
                }
            }
        });
        return values.entrySet().stream()
                .map(row -> row.getKey() + "|" + added(row.getValue()))
                .toList();
    }

    /** Rows as {@code variant|profiles}, with variant null for those that saw several, sorted. */
    List<String> sizes() {
        Map<String, Integer> sizes = new TreeMap<>();
        byProfile.values().stream()
                .map(this::variants)
                .filter(seen -> !seen.isEmpty())
                .forEach(seen -> sizes.merge(seen.size() == 1 ? seen.iterator().next() : "null", 1, Integer::sum));
        return sizes.entrySet().stream()
                .map(row -> row.getKey() + "|" + row.getValue())
                .toList();
    }

    private static String added(List<Value> values) {
        double[] sums = new double[5];
        for (Value value : values) {
            sums[0] += value.after();
            sums[1] += value.after() * value.after();
            sums[2] += value.before();
            sums[3] += value.before() * value.before();
            sums[4] += value.before() * value.after();
        }
        return values.size() + "|" + sums[0] + "|" + sums[1] + "|" + sums[2] + "|" + sums[3] + "|" + sums[4];
    }

    private Stream<Fact> exposures(List<Fact> events) {
        return events.stream()
                .filter(event -> event.name().equals("experiment_exposure"))
                .filter(event -> !event.dt().isBefore(from))
                .filter(event -> key.equals(property(event, "experiment")))
                .filter(event -> property(event, "variant") != null);
    }

    private Set<String> variants(List<Fact> events) {
        Set<String> variants = new TreeSet<>();
        exposures(events).forEach(event -> variants.add(String.valueOf(property(event, "variant"))));
        return variants;
    }

    private static @Nullable String property(Fact event, String name) {
        Matcher properties = PROPERTY.matcher(event.properties() == null ? "" : event.properties());
        while (properties.find()) {
            if (properties.group(1).equals(name)) {
                return properties.group(2);
            }
        }
        return null;
    }

    private @Nullable Value value(ExperimentMetric metric, List<Fact> events) {
        Instant exposed =
                exposures(events).map(Fact::at).min(Instant::compareTo).orElseThrow();
        LocalDate first = LocalDate.ofInstant(exposed, ZoneOffset.UTC);
        List<Fact> after =
                events.stream().filter(event -> event.at().isAfter(exposed)).toList();
        List<Fact> before = events.stream()
                .filter(event -> event.dt().isBefore(first))
                .filter(event -> ChronoUnit.DAYS.between(event.dt(), first) <= 28)
                .toList();
        return switch (metric) {
            case PLAY_STARTED -> new Value(count(started(before), "play"), count(started(after), "play"));
            case PLAYS -> new Value(count(before, "play"), count(after, "play"));
            case SEARCHES -> new Value(count(before, "search"), count(after, "search"));
            case BROWSES -> new Value(count(before, "browse"), count(after, "browse"));
            case WATCH_TIME_SEC -> new Value(watched(before), watched(after));
            case ACTIVE_DAYS -> new Value(activeDays(before), activeDays(after));
            case PLAYED -> new Value(Math.min(1, count(before, "play")), Math.min(1, count(after, "play")));
            case SEARCHED -> new Value(Math.min(1, count(before, "search")), Math.min(1, count(after, "search")));
            case RETAINED_1 -> retained(events, first, 1);
            case RETAINED_7 -> retained(events, first, 7);
            case RETAINED_14 -> retained(events, first, 14);
            case RETAINED_28 -> retained(events, first, 28);
        };
    }

    private static List<Fact> started(List<Fact> events) {
        return events.stream()
                .filter(event -> !List.of("failed", "abandoned").contains(String.valueOf(property(event, "outcome"))))
                .toList();
    }

    private static double count(List<Fact> events, String name) {
        return events.stream().filter(event -> event.name().equals(name)).count();
    }

    private static double watched(List<Fact> events) {
        double seconds = 0;
        for (Fact event : events) {
            Integer duration = event.durationSec();
            seconds += event.name().equals("play") && duration != null ? duration : 0;
        }
        return seconds;
    }

    private static double activeDays(List<Fact> events) {
        return events.stream().filter(Fact::active).map(Fact::dt).distinct().count();
    }

    private @Nullable Value retained(List<Fact> events, LocalDate first, int days) {
        if (!counted.contains(first.plusDays(days))) {
            return null;
        }
        return new Value(active(events, first.minusDays(days)::equals), active(events, first.plusDays(days)::equals));
    }

    private static double active(List<Fact> events, Predicate<LocalDate> day) {
        return events.stream().anyMatch(event -> event.active() && day.test(event.dt())) ? 1 : 0;
    }
}
