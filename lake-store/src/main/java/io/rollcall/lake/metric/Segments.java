package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;

/** {@code segments}: how many profiles do much, little or nothing, and how their plays are distributed. */
final class Segments {
    private static final Parameter<Integer> HIGH_FROM = Parameter.number(
                    "high_from", "plays a day from which a profile is high", 1, 1_000_000, 5)
            .giving(plays -> Binding.literal("high_from", plays));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "segments",
                    1,
                    "profiles by how much they did on dt: high and low by their plays, and percentiles",
                    Columns.of(
                                    Measure.count("profiles", "profiles"),
                                    Measure.share("share"),
                                    Measure.number("mean", "of the item"),
                                    Measure.number("p50", "of the item"),
                                    Measure.number("p90", "of the item"),
                                    Measure.number("p99", "of the item"))
                            .by("dimension")
                            .each("item"),
                    Computation.of("segments", Input.PROFILE_DAY).taking(HIGH_FROM))
            .asking(Parameter.dimension("dimension", List.of("segment", "distribution")), HIGH_FROM);

    private Segments() {}
}
