package io.rollcall.worker;

import java.time.Duration;
import org.agrona.collections.Long2LongHashMap;

/**
 * Remembers the events of the last {@code W} of a partition, by record timestamp, as 64-bit fingerprints of
 * (profile_id, event_id). A record is a duplicate when an earlier record of its partition, at most {@code W} older, has
 * the same fingerprint: a function of the log, so every worker and every replay decides the same. With ten million events
 * in the window, the chance that a new one collides with any of them is 5e-13.
 *
 * <p>Not thread-safe; a partition's lock guards it.
 */
final class DuplicateWindow {
    private static final long NEVER = Long.MIN_VALUE;

    /** Gateways append slightly out of order; entries live this much longer than the window. */
    static final Duration ORDER_SLACK = Duration.ofMinutes(1);

    private static final int SWEEPS_PER_WINDOW = 4;

    private final long windowMillis;
    private Long2LongHashMap lastSeen = new Long2LongHashMap(NEVER);
    private long newestMillis = NEVER;
    private long sweptMillis = NEVER;

    /** Of that length; zero remembers nothing. */
    DuplicateWindow(Duration window) {
        this.windowMillis = window.toMillis();
    }

    /** Whether the event was there before, within the window; remembers it either way. */
    boolean seenBefore(long profileId, String eventId, long receivedAtMillis) {
        if (windowMillis == 0) {
            return false;
        }
        long fingerprint = fingerprint(profileId, eventId);
        long before = lastSeen.get(fingerprint);
        lastSeen.put(fingerprint, Math.max(before, receivedAtMillis));
        newestMillis = Math.max(newestMillis, receivedAtMillis);
        sweepNowAndThen();
        return before != NEVER && before >= receivedAtMillis - windowMillis;
    }

    /** Events remembered. */
    int size() {
        return lastSeen.size();
    }

    private void sweepNowAndThen() {
        if (sweptMillis == NEVER) {
            sweptMillis = newestMillis;
        }
        if (newestMillis - sweptMillis < windowMillis / SWEEPS_PER_WINDOW) {
            return;
        }
        long oldestKept = newestMillis - windowMillis - ORDER_SLACK.toMillis();
        Long2LongHashMap kept = new Long2LongHashMap(NEVER);
        lastSeen.forEachLong((fingerprint, millis) -> {
            if (millis >= oldestKept) {
                kept.put(fingerprint, millis);
            }
        });
        lastSeen = kept;
        sweptMillis = newestMillis;
    }

    /** Multiply and fold, a character at a time, over the profile id. */
    private static long fingerprint(long profileId, String eventId) {
        long hash = profileId * 0x9E3779B97F4A7C15L;
        for (int i = 0; i < eventId.length(); i++) {
            hash = (hash ^ eventId.charAt(i)) * 0xBF58476D1CE4E5B9L;
            hash ^= hash >>> 29;
        }
        hash = (hash ^ eventId.length()) * 0x94D049BB133111EBL;
        return hash ^ (hash >>> 32);
    }
}
