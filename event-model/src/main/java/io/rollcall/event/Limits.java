package io.rollcall.event;

import java.time.Duration;

/**
 * The limits on what a request and an event may measure. How the limits relate is asserted here, so that no later code
 * meets a request that one limit lets through and another could never have held.
 *
 * @param bodyBytes a request body as it crosses the network
 * @param unpackedBytes the same body once gunzipped
 * @param eventsPerRequest events in one request
 * @param eventBytes one event's JSON
 * @param propertyKeys keys in an event's {@code properties}
 * @param maxAge how long before its receipt an event may have happened
 * @param maxAhead how far after its receipt an event may claim to have happened
 */
public record Limits(
        int bodyBytes,
        int unpackedBytes,
        int eventsPerRequest,
        int eventBytes,
        int propertyKeys,
        Duration maxAge,
        Duration maxAhead) {

    /** Characters in {@code event_id}, {@code app_version}, {@code device_id} and {@code session_id}. */
    public static final int TEXT_CHARS = 64;

    /** Seconds in {@code duration_sec}: a day. */
    public static final int DURATION_SEC = 86_400;

    /** The depth to which an event's JSON may nest; deeper is not engagement data but an attack on a parser. */
    public static final int NESTING_DEPTH = 32;

    /** The limits of the contract. */
    public static final Limits DEFAULT =
            new Limits(1 << 20, 8 << 20, 1_000, 32 << 10, 32, Duration.ofDays(7), Duration.ofHours(1));

    public Limits {
        require(eventsPerRequest >= 1, "a request holds at least one event");
        require(propertyKeys >= 0, "property keys cannot be negative");
        require(eventBytes >= 64, "an event's four required fields need 64 bytes");
        require(eventBytes <= unpackedBytes, "an event must fit into an unpacked body");
        require(bodyBytes <= unpackedBytes, "a body must fit into its unpacked size");
        require(!maxAge.isNegative() && !maxAhead.isNegative(), "ages cannot be negative");
    }

    private static void require(boolean holds, String relation) {
        if (!holds) {
            throw new IllegalArgumentException("limits contradict each other: " + relation);
        }
    }
}
