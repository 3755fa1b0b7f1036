package io.rollcall.query.catalogue;

import io.rollcall.lake.sql.Literal;

/** Where paths begin. */
final class PathParameters {
    private static final String STANDARD_START = "app_start";
    private static final String LEFT_OUT = "heartbeat";

    private static final String START =
            "the event that a path begins with, any but " + LEFT_OUT + "; default: " + STANDARD_START;

    private PathParameters() {}

    /** {@code start=search}. */
    static FigureParameter start() {
        return new FigureParameter("start", START, (text, asked) -> {
            String start = FigureParameter.eventName("start", text);
            if (start.equals(LEFT_OUT)) {
                throw FigureParameter.invalid("start", text, "another event: a heartbeat is never part of a path");
            }
            if (!start.equals(STANDARD_START)) {
                asked.literal("start", Literal.of(start));
            }
        });
    }
}
