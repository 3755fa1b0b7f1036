package io.rollcall.worker;

import java.security.SecureRandom;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Remembers the events of the last {@code W} of a partition, by record timestamp, as 64-bit fingerprints of
 * (profile_id, event_id). A record is a duplicate when an earlier record of its partition, at most {@code W} older, has
 * the same fingerprint: a function of the log, so every worker and every replay decides the same. With ten million events
 * in the window, the chance that a new one collides with any of them is 5e-13; which ones collide nobody can know who does
 * not know this window's key.
 *
 * <p>What is remembered lies in slices of time, which are forgotten one at a time: when they are too old, and, the oldest first,
 * when there are more events than the bound. That too is a function of the log.
 *
 * <p>Not thread-safe; a partition's lock guards it.
 */
final class DuplicateWindow {
    /**
     * Records lie on the log in the order of their arrival, not of their timestamps: the clocks of two gateways may be five minutes
     * apart, and each appends slightly out of order. Entries live this much longer than the window.
     */
    static final Duration ORDER_SLACK = Duration.ofMinutes(6);

    /** The bytes of memory that an event of the window takes, at most. */
    static final int BYTES_PER_EVENT = 12;

    private static final int SLICES_PER_WINDOW = 10;
    private static final long NONE = Long.MIN_VALUE;

    /**
     * The bounds on how much is remembered.
     *
     * @param length of the window; zero remembers nothing
     * @param events at most
     */
    record Bounds(Duration length, int events) {
        /** A window within that many bytes. */
        static Bounds within(Duration length, long bytes) {
            return new Bounds(length, (int) Math.min(Integer.MAX_VALUE, bytes / BYTES_PER_EVENT));
        }

        /**
         * Says from when on records have to be read, so that those behind {@code asOfMillis} are judged as if all had
         * been: the beginning of a slice. Of a slice that was read by half fewer events are held, and it might outlive
         * the bound where the whole one would not.
         */
        long readFrom(long asOfMillis) {
            long slice = ticksPerSlice() * millisPerTick();
            return Math.floorDiv(asOfMillis - length.toMillis() - ORDER_SLACK.toMillis(), slice) * slice;
        }

        private int millisPerTick() {
            return (int) ceilDiv(longer(), (long) SLICES_PER_WINDOW * FingerprintTable.TICKS);
        }

        private long ticksPerSlice() {
            return ceilDiv(longer() / millisPerTick(), SLICES_PER_WINDOW);
        }

        private long longer() {
            return Math.max(length.toMillis(), ORDER_SLACK.toMillis());
        }
    }

    private final long windowTicks;
    private final int mostEvents;
    private final int millisPerTick;
    private final long ticksPerSlice;

    /** The slices from {@link #newest} back, each at its number modulo their count. */
    private final @Nullable FingerprintTable[] slices;

    private final long seed;
    private final long multiplier;
    private long newest = NONE;
    private int size;
    private long forgotten;

    DuplicateWindow(Bounds bounds) {
        SecureRandom random = new SecureRandom();
        seed = random.nextLong();
        multiplier = random.nextLong() | 1;
        mostEvents = bounds.events();
        long windowMillis = bounds.length().toMillis();
        millisPerTick = bounds.millisPerTick();
        windowTicks = windowMillis / millisPerTick;
        ticksPerSlice = bounds.ticksPerSlice();
        long reach = windowTicks + ORDER_SLACK.toMillis() / millisPerTick;
        slices = new FingerprintTable[windowMillis == 0 ? 0 : 2 + (int) ceilDiv(reach, ticksPerSlice)];
    }

    /** Says whether the event was there before, within the window; remembers it either way. */
    boolean seenBefore(long profileId, String eventId, long receivedAtMillis) {
        if (slices.length == 0) {
            return false;
        }
        long print = fingerprint(profileId, eventId);
        long tick = Math.floorDiv(receivedAtMillis, millisPerTick);
        boolean duplicate = isThereSince(tick - windowTicks, print);
        remember(tick, print);
        return duplicate;
    }

    /** The number of events remembered. */
    int size() {
        return size;
    }

    /** Events that were forgotten before their time, since there were too many. */
    long forgotten() {
        return forgotten;
    }

    /** The bytes of memory that it takes. */
    long bytes() {
        long bytes = 0;
        for (@Nullable FingerprintTable slice : slices) {
            bytes += slice == null ? 0 : slice.bytes();
        }
        return bytes;
    }

    private boolean isThereSince(long oldestTick, long print) {
        long oldest = Math.max(Math.floorDiv(oldestTick, ticksPerSlice), oldestKept());
        for (long number = newest; number >= oldest; number--) {
            FingerprintTable slice = slices[at(number)];
            int found = slice == null ? FingerprintTable.ABSENT : slice.find(print);
            if (found != FingerprintTable.ABSENT && number * ticksPerSlice + found >= oldestTick) {
                return true;
            }
        }
        return false;
    }

    private void remember(long tick, long print) {
        long number = Math.floorDiv(tick, ticksPerSlice);
        if (newest == NONE) {
            newest = number;
        }
        if (number > newest) {
            advance(number);
        }
        if (number < oldestKept()) {
            return; // no later record can be within the window of it
        }
        FingerprintTable slice = slices[at(number)];
        if (slice == null) {
            slice = new FingerprintTable();
            slices[at(number)] = slice;
        }
        size -= slice.size();
        slice.put(print, (int) (tick - number * ticksPerSlice));
        size += slice.size();
        for (long oldest = oldestKept(); size > mostEvents; oldest++) {
            forgotten += forget(oldest);
        }
    }

    private void advance(long number) {
        FingerprintTable last = slices[at(newest)];
        if (last != null) {
            last.trim();
        }
        for (long next = Math.max(newest + 1, number - slices.length + 1); next <= number; next++) {
            forget(next); // the one that had this place before
        }
        newest = number;
    }

    private int forget(long number) {
        FingerprintTable slice = slices[at(number)];
        slices[at(number)] = null;
        int events = slice == null ? 0 : slice.size();
        size -= events;
        return events;
    }

    private long oldestKept() {
        return newest == NONE ? 0 : newest - slices.length + 1;
    }

    private int at(long number) {
        return (int) Math.floorMod(number, (long) slices.length);
    }

    /** Multiply and fold, a character at a time, over the profile id. Never zero: that is an empty cell. */
    private long fingerprint(long profileId, String eventId) {
        long hash = (profileId ^ seed) * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < eventId.length(); i++) {
            hash = (hash ^ eventId.charAt(i)) * multiplier;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ eventId.length()) * 0x94D049BB133111EBL;
        hash ^= hash >>> 32;
        hash *= multiplier;
        hash ^= hash >>> 29;
        return hash == 0 ? 1 : hash;
    }

    private static long ceilDiv(long dividend, long divisor) {
        return -Math.floorDiv(-dividend, divisor);
    }
}
