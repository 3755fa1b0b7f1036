package io.rollcall.query.stream;

/**
 * One server-sent event, written once for all who listen.
 *
 * @param name {@link #MOMENT} or {@link #PROBLEM}
 * @param json its data
 */
record LiveFrame(String name, String json) {
    /** The figures; the name that a browser gives an event without one. */
    static final String MOMENT = "message";

    /** The event that says why there are no figures at the moment; the stream goes on. */
    static final String PROBLEM = "problem";
}
