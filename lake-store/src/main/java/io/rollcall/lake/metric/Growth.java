package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;

/** {@code growth}: a region's share of the active profiles, and how it has grown in a week and in four. */
final class Growth {
    static final ComputedMetric METRIC = ComputedMetric.of(
            "growth",
            1,
            "the share of a region in the dau of dt, how it has grown in a week and in four, and whether it is new",
            Columns.of(
                    Measure.count("dau", "profiles"),
                    Measure.share("share"),
                    Measure.share("growth_7"),
                    Measure.share("growth_28"),
                    Measure.count("new_market", "1 or 0")),
            Computation.of("growth", Input.PROFILE_DAY).with(Binding.before(28)).keepingEarlier());

    private Growth() {}
}
