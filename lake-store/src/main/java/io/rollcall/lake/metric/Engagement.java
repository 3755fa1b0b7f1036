package io.rollcall.lake.metric;

/** {@code engagement}: what the profiles did on a day, and how many they were. */
public final class Engagement {
    public static final DayMetric METRIC = new DayMetric(
            "engagement",
            1,
            "what was done on dt: events, plays, searches, browsing and seconds watched, and by how many profiles",
            Columns.of(
                    Measure.count("play_events", "events").addingOverRegionsAndDays(),
                    Measure.count("search_events", "events").addingOverRegionsAndDays(),
                    Measure.count("browse_events", "events").addingOverRegionsAndDays(),
                    Measure.count("events", "events").addingOverRegionsAndDays(),
                    Measure.count("total_watch_time_sec", "seconds").addingOverRegionsAndDays(),
                    Measure.count("active_profiles", "profiles")),
            1);

    private Engagement() {}
}
