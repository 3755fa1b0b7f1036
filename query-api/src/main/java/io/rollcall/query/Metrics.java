package io.rollcall.query;

import io.rollcall.lake.metric.PublishedMetric;
import java.util.List;
import java.util.Optional;

/** Every metric that is served. */
public final class Metrics {
    private static final List<Metric> ALL = List.of(
            new DailyActives(),
            new WindowActives("wau", 7, PublishedMetric.WAU),
            new WindowActives("mau", Stickiness.DAYS, PublishedMetric.MAU),
            new WindowActives("mau28", 28, PublishedMetric.MAU28),
            new Stickiness(),
            new Engagement());

    private Metrics() {}

    public static Optional<Metric> find(String id) {
        return ALL.stream().filter(metric -> metric.id().equals(id)).findFirst();
    }

    public static List<String> ids() {
        return ALL.stream().map(Metric::id).toList();
    }
}
