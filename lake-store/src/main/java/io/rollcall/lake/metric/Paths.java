package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import java.util.List;

/** {@code paths}: what profiles do one after the other in a session, from an event on. */
final class Paths {
    private static final int MOST_ROWS = 20;
    private static final String STANDARD_START = "app_start";
    private static final String LEFT_OUT = "heartbeat";

    private static final Parameter<String> START = Parameter.of(
                    "start",
                    "the event that a path begins with, any but " + LEFT_OUT,
                    Paths::start,
                    STANDARD_START,
                    STANDARD_START)
            .naming(List::of)
            .giving(event -> Binding.literal("start", event));

    private static final Parameter<Integer> LENGTH = Parameter.number("length", "events of a path at most", 2, 6, 4)
            .giving(events -> Binding.literal("length", events));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "paths",
                    3,
                    "the sequences of events that most often follow an event in its session",
                    Columns.of(
                                    Measure.count("sessions", "sessions"),
                                    Measure.count("profiles", "profiles"),
                                    Measure.share("share"))
                            .each("path"),
                    Computation.of("paths", Input.EVENT, Input.SESSION_EVENT)
                            .with(Binding.after(1))
                            .with(Binding.literal("limit", MOST_ROWS))
                            .taking(START, LENGTH))
            .asking(START, LENGTH, Parameter.limit(MOST_ROWS, MOST_ROWS))
            .ranked(Ranking.largest("sessions"));

    private Paths() {}

    private static String start(String text) {
        if (text.equals(LEFT_OUT)) {
            throw InvalidArgumentException.of("start", text, "another event: a heartbeat is never part of a path");
        }
        return text;
    }
}
