package io.rollcall.query;

import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.DayMetric;
import java.util.List;

/**
 * The list of the live metrics: it finds, for a metric of published days, the one that answers it while a day is not
 * published.
 */
public final class LiveMetrics {
    private static final List<LiveMetric> ALL = List.of(
            new DailyActives(),
            new WindowActives(Actives.WAU),
            new WindowActives(Actives.MAU),
            new WindowActives(Actives.MAU28),
            new LiveStickiness(),
            new LiveEngagement());

    private LiveMetrics() {}

    /** The one that answers a metric. */
    public static LiveMetric of(DayMetric metric) {
        return ALL.stream()
                .filter(live -> live.metric().equals(metric))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nothing answers " + metric.name() + " live"));
    }
}
