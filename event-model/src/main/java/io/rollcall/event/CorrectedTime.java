package io.rollcall.event;

import java.time.Duration;
import java.time.Instant;
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
     * A {@code sent_at} further back than this is that of an earlier sending: the request was stored and is sent again as it was.
     * No time zone taken for another makes a clock so slow.
     */
    public static final long SLOWEST_CLOCK_MILLIS = Duration.ofDays(1).toMillis();

    /** Nobody sent anything to a Rollcall before; a clock that says so has lost its battery. */
    private static final long FIRST_SENDING_MILLIS =
            Instant.parse("2020-01-01T00:00:00Z").toEpochMilli();

    /**
     * The time by the gateway's clock: {@code received_at - (sent_at - event_time)} when {@code sent_at} is there and
     * disagrees with the receipt by more than {@link #TOLERATED_SKEW_MILLIS}, the event's own time otherwise. The
     * {@code sent_at} of an earlier sending says nothing about the clock.
     */
    public static CorrectedTime of(long eventTimeMillis, OptionalLong sentAtMillis, long receivedAtMillis) {
        if (sentAtMillis.isEmpty() || isOfAnEarlierSending(sentAtMillis.getAsLong(), receivedAtMillis)) {
            return new CorrectedTime(eventTimeMillis, TimeQuality.OK);
        }
        long skew = receivedAtMillis - sentAtMillis.getAsLong();
        return Math.abs(skew) <= TOLERATED_SKEW_MILLIS
                ? new CorrectedTime(eventTimeMillis, TimeQuality.OK)
                : new CorrectedTime(eventTimeMillis + skew, TimeQuality.CORRECTED);
    }

    /**
     * Says whether a request was sent before under that {@code sent_at}: moving its events by the days since would
     * count them a second time, on another day. A clock that is ahead, or that lost its battery, is still told from it.
     */
    public static boolean isOfAnEarlierSending(long sentAtMillis, long receivedAtMillis) {
        return sentAtMillis >= FIRST_SENDING_MILLIS && isSlow(sentAtMillis, receivedAtMillis);
    }

    /** Says whether that {@code sent_at} is further back than {@link #SLOWEST_CLOCK_MILLIS}. */
    public static boolean isSlow(long sentAtMillis, long receivedAtMillis) {
        return receivedAtMillis - sentAtMillis > SLOWEST_CLOCK_MILLIS;
    }

    /** The same time, but never after the receipt. */
    public CorrectedTime clampedTo(long receivedAtMillis) {
        return millis <= receivedAtMillis ? this : new CorrectedTime(receivedAtMillis, TimeQuality.CLAMPED);
    }
}
