package io.rollcall.lake.metric;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Every metric there is, in the order in which they are listed to those who ask. */
public final class Metrics {
    private static final List<Metric> ALL = List.of(
            Actives.DAU,
            Actives.WAU,
            Actives.MAU,
            Actives.MAU28,
            ActiveAccounts.DAU,
            ActiveAccounts.WAU,
            ActiveAccounts.MAU,
            Stickiness.METRIC,
            Engagement.METRIC,
            Lness.METRIC,
            Lifecycle.METRIC,
            Retention.METRIC,
            Retention.OF_ACCOUNTS,
            Churn.METRIC,
            Segments.METRIC,
            Growth.METRIC,
            EventTotals.METRIC,
            Hourly.METRIC,
            Sessions.METRIC,
            Adoption.METRIC,
            Funnel.METRIC,
            Paths.METRIC,
            Titles.METRIC,
            PlaybackQuality.METRIC,
            Quality.METRIC,
            Revenue.METRIC);

    private Metrics() {}

    public static List<Metric> all() {
        return ALL;
    }

    public static List<String> names() {
        return ALL.stream().map(Metric::name).toList();
    }

    public static Optional<Metric> find(String name) {
        return ALL.stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** Those whose values are published with the days. */
    public static List<DayMetric> ofDays() {
        return of(DayMetric.class).toList();
    }

    /** Those whose values follow from published days. */
    public static List<ComputedMetric> computed() {
        return of(ComputedMetric.class).toList();
    }

    /** The computations that every night works out, each with standard arguments. */
    public static List<BoundComputation> nightly() {
        return of(ComputedMetric.class)
                .flatMap(metric -> metric.arguments(Map.of()).computations().stream())
                .toList();
    }

    /** The longest window that a published value is worked out from. */
    public static int longestWindowDays() {
        return of(DayMetric.class).mapToInt(DayMetric::windowDays).max().orElseThrow();
    }

    /** The names that metrics and the values of theirs have: no other metric can be called so. */
    static Set<String> taken() {
        return Stream.of(
                        names().stream(),
                        ofDays().stream().flatMap(metric -> metric.storedNames().stream()),
                        computed().stream()
                                .flatMap(metric -> metric.computations().stream())
                                .map(Computation::name),
                        Stream.of("day", "windows", "run"))
                .flatMap(names -> names)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static <T extends Metric> Stream<T> of(Class<T> kind) {
        return ALL.stream().filter(kind::isInstance).map(kind::cast);
    }
}
