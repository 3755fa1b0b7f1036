package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;

/** {@code sessions}: how often and how long profiles stay. */
final class Sessions {
    static final ComputedMetric METRIC = ComputedMetric.of(
                    "sessions",
                    3,
                    "how often profiles came on dt and for how long; after 30 minutes without an event a new session begins",
                    Columns.of(
                            Measure.count("sessions", "sessions").addingOverRegionsAndDays(),
                            Measure.count("profiles", "profiles"),
                            Measure.number("sessions_per_profile", "sessions"),
                            Measure.number("duration_mean_sec", "seconds"),
                            Measure.number("duration_p50_sec", "seconds"),
                            Measure.number("duration_p95_sec", "seconds"),
                            Measure.count("zero_length_sessions", "sessions").addingOverRegionsAndDays()),
                    Computation.of("sessions", Input.EVENT, Input.SESSION_EVENT)
                            .with(Binding.after(1))
                            .keepingEarlier())
            .over(Interval.ALL);

    private Sessions() {}
}
