package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;

/** {@code lness}: how many profiles were active on how many of the last 7 and 30 days. */
final class Lness {
    static final ComputedMetric METRIC = ComputedMetric.of(
                    "lness",
                    1,
                    "profiles by the number of days on which they were active, of the 7 and the 30 that end with dt",
                    Columns.of(Measure.count("profiles", "profiles"))
                            .by("window")
                            .each("active_days"),
                    Computation.of("lness", Input.PROFILE_DAY)
                            .with(Binding.before(29))
                            .atMost(31)
                            .keepingEarlier())
            .asking(Parameter.dimension("window", List.of("7", "30")));

    private Lness() {}
}
