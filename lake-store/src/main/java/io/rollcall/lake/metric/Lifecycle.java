package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;

/** {@code lifecycle}: who is new, returns, comes back after a time, or stays away. */
final class Lifecycle {
    static final ComputedMetric METRIC = ComputedMetric.of(
            "lifecycle",
            1,
            "the profiles of dt against the day before: new, returning, resurrecting, dormant",
            Columns.of(
                    Measure.count("new", "profiles"),
                    Measure.count("returning", "profiles"),
                    Measure.count("resurrecting", "profiles"),
                    Measure.count("dormant", "profiles"),
                    Measure.count("active", "profiles")),
            Computation.of("lifecycle", Input.PROFILE_DAY, Input.FIRST_DAY)
                    .with(Binding.before(1))
                    .keepingEarlier());

    private Lifecycle() {}
}
