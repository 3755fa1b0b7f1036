package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;

/** {@code playback}: how well plays began and went on, in the words of CTA-2066. */
final class PlaybackQuality {
    private static final String NONE = "none";

    private static final Parameter<String> BY = Parameter.dimension(
                    "by", List.of(NONE, "platform", "app_version", "cdn"))
            .choosingWhenGiven(by -> Choice.dimension(by.equals(NONE) ? "" : by));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "playback",
                    3,
                    "how well the plays of dt began and went on: failures, start times, rebuffering",
                    Columns.of(
                                    Measure.count("attempts", "plays").addingOverRegions(),
                                    Measure.count("plays", "plays").addingOverRegions(),
                                    Measure.share("vsf_rate"),
                                    Measure.share("ebvs_rate"),
                                    Measure.share("vpf_rate"),
                                    Measure.number("vst_p50_ms", "milliseconds"),
                                    Measure.number("vst_p95_ms", "milliseconds"),
                                    Measure.share("rebuffering_ratio"))
                            .by("by")
                            .each("item"),
                    Computation.of("playback", Input.EVENT)
                            .with(Binding.literal("items", 50))
                            .atOnce(1))
            .asking(BY)
            .over(Interval.ALL);

    private PlaybackQuality() {}
}
