package io.rollcall.lake.metric;

import java.util.List;

/** The metrics that every run works out and publishes as values. */
public enum PublishedMetric {
    DAU(1, "dau"),
    WAU(7, "wau"),
    MAU(30, "mau"),
    MAU28(28, "mau28"),
    STICKINESS(30, "stickiness", "stickiness.point", "stickiness.days"),
    ENGAGEMENT(
            1,
            "engagement.play_events",
            "engagement.search_events",
            "engagement.browse_events",
            "engagement.events",
            "engagement.total_watch_time_sec",
            "engagement.active_profiles");

    /** The longest window of them all. */
    public static final int LONGEST_WINDOW_DAYS = 30;

    private final int windowDays;

    // A list that cannot change; its type only does not say so.
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> measures;

    PublishedMetric(int windowDays, String... measures) {
        this.windowDays = windowDays;
        this.measures = List.of(measures);
    }

    /** Days that a value is worked out from, dt included. */
    public int windowDays() {
        return windowDays;
    }

    /** What {@code gold.aggregate} calls its measures, in the order of a row's values. */
    public List<String> measures() {
        return measures;
    }
}
