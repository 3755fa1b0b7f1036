package io.rollcall.event;

import java.util.OptionalLong;

/**
 * An event's time once the client's clock has been set right.
 *
 * @param millis epoch milliseconds
 * @param quality how it came about
 */
public record CorrectedTime(long millis, TimeQuality quality) {
    /** Skew up to this is left alone, so that a retry, whose {@code sent_at} is later, keeps its dt. */
    public static final long TOLERATED_SKEW_MILLIS = 60_000;

    /**
     * The time by the gateway's clock: {@code received_at - (sent_at - event_time)} when {@code sent_at} is there and
     * disagrees with the receipt by more than {@link #TOLERATED_SKEW_MILLIS}, the event's own time otherwise.
     */
    public static CorrectedTime of(long eventTimeMillis, OptionalLong sentAtMillis, long receivedAtMillis) {
        if (sentAtMillis.isEmpty()) {
            return new CorrectedTime(eventTimeMillis, TimeQuality.OK);
        }
        long skew = receivedAtMillis - sentAtMillis.getAsLong();
        return Math.abs(skew) <= TOLERATED_SKEW_MILLIS
                ? new CorrectedTime(eventTimeMillis, TimeQuality.OK)
                : new CorrectedTime(eventTimeMillis + skew, TimeQuality.CORRECTED);
    }

    /** The same time, but never after the receipt. */
    public CorrectedTime clampedTo(long receivedAtMillis) {
        return millis <= receivedAtMillis ? this : new CorrectedTime(receivedAtMillis, TimeQuality.CLAMPED);
    }
}
