package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;

/** {@code hourly}: the hours of a day one after the other, and how many profiles it has had by the end of each. */
final class Hourly {
    static final ComputedMetric METRIC = ComputedMetric.of(
            "hourly",
            1,
            "the hours of dt: who was active, who came for the first time that day, and how many had come so far",
            Columns.of(
                    Measure.count("hour", "hours since midnight (UTC)"),
                    Measure.count("active_profiles", "profiles"),
                    Measure.count("new_today", "profiles"),
                    Measure.count("so_far", "profiles"),
                    Measure.count("events", "events").addingOverRegionsAndDays(),
                    Measure.count("play_events", "events").addingOverRegionsAndDays(),
                    Measure.count("total_watch_time_sec", "seconds").addingOverRegionsAndDays()),
            Computation.of("hourly", Input.EVENT, Input.LAST_HOUR).atOnce(7));

    private Hourly() {}
}
