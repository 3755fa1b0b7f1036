package io.rollcall.event;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Says which events of a type are kept. What is decided depends on the event alone: a client and every gateway decide alike, and an
 * event that is sent again meets the same fate.
 *
 * @param rate the share that is kept, above 0 and below 1
 * @param unit what is kept or left out as a whole
 */
public record Sampling(double rate, Unit unit) {
    /** Bits of a hash that a double holds exactly. */
    private static final int BITS = 53;

    /** Makes it another hash than that of the shards, which a sample would else consist of. */
    private static final long SALT = 0x726F6C6C63616C6CL;

    private static final long FNV_BASIS = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;

    /** What is kept or left out as a whole. */
    public enum Unit {
        /** A profile with all its events of sampled types: at a smaller rate it is some of the same profiles. */
        PROFILE,
        /** Each event by itself. */
        EVENT;

        /** The name on the wire. */
        public String code() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The unit of that wire name, or null when there is none. */
        public static @Nullable Unit ofCode(@Nullable Object code) {
            for (Unit unit : values()) {
                if (unit.code().equals(code)) {
                    return unit;
                }
            }
            return null;
        }
    }

    public Sampling {
        if (!(rate > 0 && rate < 1)) {
            throw new IllegalArgumentException("a sample is a share above 0 and below 1, not " + rate);
        }
    }

    /** Says whether an event is kept. */
    public boolean keeps(long profileId, String eventId) {
        long hash = unit == Unit.PROFILE ? mix(profileId ^ SALT) : mix(mix(profileId ^ SALT) ^ fnv(eventId));
        return (double) (hash >>> (Long.SIZE - BITS)) < rate * (1L << BITS);
    }

    /** The finalizer of MurmurHash3 for 64 bits. */
    private static long mix(long value) {
        long mixed = value;
        mixed = (mixed ^ (mixed >>> 33)) * 0xFF51AFD7ED558CCDL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xC4CEB9FE1A85EC53L;
        return mixed ^ (mixed >>> 33);
    }

    /** FNV-1a of 64 bits, of the text in UTF-8. */
    private static long fnv(String text) {
        long hash = FNV_BASIS;
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (one & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }
}
