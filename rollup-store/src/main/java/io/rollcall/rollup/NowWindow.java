package io.rollcall.rollup;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * The window of active now. Profiles are kept by the slice of ten seconds in which an event of theirs was received; now is the
 * thirty whole slices before everything received is counted. So the window is always 300 seconds, all of them over and all of
 * them counted, and it moves on by ten seconds, at a full minute as at any other time.
 *
 * @param first its first slice, in slices since the epoch
 * @param last its last slice, included
 */
public record NowWindow(long first, long last) {
    /** The length of what is kept together; the window moves by so much. */
    public static final Duration SLICE = Duration.ofSeconds(10);

    /** The time for which an event is now. */
    public static final Duration LENGTH = Duration.ofMinutes(5);

    /** Counters that are further behind say who was there, not who is. */
    public static final Duration MAX_LAG = Duration.ofMinutes(1);

    /**
     * The time for which a slice is kept from its first event on. The oldest slice of a window began that long ago at
     * most: the window, the slice that was under way when it ended, and the lag. The rest is for clocks that differ and
     * for a reading under way.
     */
    static final Duration SLICE_LIFE = LENGTH.plus(SLICE).plus(MAX_LAG).plusSeconds(50);

    /** The slice that an instant lies in. */
    public static long sliceOf(long epochMillis) {
        return Math.floorDiv(epochMillis, SLICE.toMillis());
    }

    /**
     * The window that counters can speak of.
     *
     * @param asOfMillis everything received up to then is counted; 0 when nobody knows
     * @return empty when that is too long ago to be now
     */
    public static Optional<NowWindow> of(long asOfMillis, Instant now) {
        if (asOfMillis < now.minus(MAX_LAG).toEpochMilli()) {
            return Optional.empty();
        }
        long end = sliceOf(asOfMillis);
        return Optional.of(new NowWindow(end - LENGTH.dividedBy(SLICE), end - 1));
    }

    /** Everything received up to then, and nothing later, is in it. */
    public Instant asOf() {
        return Instant.ofEpochMilli(startMillis(last + 1));
    }

    /**
     * Says whether a slice is in a window of that time or of a later one; none is that lies ahead by more than clocks
     * may differ.
     */
    static boolean mayHold(long slice, Instant now) {
        long ended = startMillis(slice + 1);
        return ended > now.minus(LENGTH).minus(MAX_LAG).toEpochMilli()
                && ended <= now.plus(MAX_LAG).toEpochMilli();
    }

    private static long startMillis(long slice) {
        return slice * SLICE.toMillis();
    }
}
