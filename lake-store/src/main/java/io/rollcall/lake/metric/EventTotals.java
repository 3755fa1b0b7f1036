package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;

/** {@code events}: how many events there were, by name, those too of which only a share is kept. */
final class EventTotals {
    static final ComputedMetric METRIC = ComputedMetric.of(
            "events",
            1,
            "the events of dt, all and by name; where only a share of them is kept, how many there were",
            Columns.of(
                            DayMetric.value("events").addingOverRegionsAndDays(),
                            Measure.count("kept", "events").addingOverRegionsAndDays())
                    .within("low", "high")
                    .by("by")
                    .each("event_name"),
            Computation.of("events", Input.EVENT).atOnce(7));

    private EventTotals() {}
}
