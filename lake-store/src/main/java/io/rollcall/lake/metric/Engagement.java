package io.rollcall.lake.metric;

/** {@code engagement}: what the profiles did on a day, and how many they were. */
public final class Engagement {
    public static final DayMetric METRIC = new DayMetric(
            "engagement",
            1,
            Columns.of(
                    Measure.count("play_events", "events"),
                    Measure.count("search_events", "events"),
                    Measure.count("browse_events", "events"),
                    Measure.count("events", "events"),
                    Measure.count("total_watch_time_sec", "seconds"),
                    Measure.count("active_profiles", "profiles")),
            1);

    private Engagement() {}
}
