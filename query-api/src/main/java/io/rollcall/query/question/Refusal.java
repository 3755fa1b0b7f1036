package io.rollcall.query.question;

import java.util.Locale;

/**
 * A reason for which a question is not answered. The codes are part of the contract: they never change their meaning.
 */
public enum Refusal {
    UNKNOWN_METRIC(400),
    UNKNOWN_PARAMETER(400),
    /** A parameter that is empty, given twice, or not one of its values. */
    INVALID_PARAMETER(400),
    INVALID_DATE(400),
    /** {@code from} after {@code to}. */
    INVALID_RANGE(400),
    RANGE_TOO_LONG(400),
    /** More would have to be read, or sent, than one question may. */
    QUESTION_TOO_COSTLY(400),
    UNKNOWN_REGION(400),
    /** Neither the catalogue has an event of that name nor a published day. */
    UNKNOWN_EVENT_NAME(400),
    /** Figures that are worked out for each region and for all cannot be united over some. */
    REGIONS_NOT_UNITABLE(400),
    INVALID_PROFILE_ID(400),
    /** The events that the answer needs are dropped; what was counted of them does not answer it. */
    EVENTS_NOT_KEPT(400),
    /** SQL that asks for something that may not be asked for. */
    SQL_REFUSED(400),
    /** What is no SQL, or cannot be worked out. */
    SQL_FAILED(400),
    /** SQL that needs more time, memory or disk than it may have. */
    SQL_TOO_COSTLY(400),
    UNAUTHORIZED(401),
    /** Nobody saw an experiment of that key on the counted days that were asked for. */
    UNKNOWN_EXPERIMENT(404),
    /** There are as many questions of one caller under way as may be. */
    CALLER_LIMITED(429),
    /** Redis does not answer. */
    LIVE_COUNTERS_UNAVAILABLE(503),
    /** Redis answers, and the answer is no: waiting alone does not help. */
    LIVE_COUNTERS_REFUSED(503),
    /** The lake does not answer. */
    PUBLISHED_FIGURES_UNAVAILABLE(503),
    /** There are as many questions being worked out on demand as may be. */
    TOO_MANY_QUESTIONS(503),
    /** There are as many listeners of the live stream as may be. */
    TOO_MANY_SUBSCRIBERS(503);

    private final int httpStatus;

    Refusal(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    /** The stable {@code code} of the problem. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    public int httpStatus() {
        return httpStatus;
    }
}
