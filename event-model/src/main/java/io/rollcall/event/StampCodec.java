package io.rollcall.event;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.OptionalLong;

/**
 * A stamp as one line of text: {@code 1 ok 2026-11-22 1795305600000 - 42 US play + 1200 EVENT_ID}. Text, so that any
 * console consumer shows it; one line, so that a worker reads it without a JSON parser. The fields are those of
 * {@link Stamp} in order, behind the version; the event id comes last because it may hold blanks.
 */
public final class StampCodec {
    private static final String VERSION = "1";
    private static final char BLANK = ' ';
    private static final String NOTHING = "-";
    private static final String ACTIVE = "+";

    private StampCodec() {}

    public static byte[] encode(Stamp stamp) {
        String sentAt = stamp.sentAtMillis().isPresent()
                ? Long.toString(stamp.sentAtMillis().getAsLong())
                : NOTHING;
        // One concatenation: it is measured before it is written, and the gateway does this for every event.
        String line = VERSION
                + BLANK
                + stamp.quality().code()
                + BLANK
                + stamp.dt()
                + BLANK
                + stamp.eventTimeMillis()
                + BLANK
                + sentAt
                + BLANK
                + stamp.profileId()
                + BLANK
                + stamp.region()
                + BLANK
                + stamp.eventName()
                + BLANK
                + (stamp.active() ? ACTIVE : NOTHING)
                + BLANK
                + stamp.durationSec()
                + BLANK
                + stamp.eventId();
        return line.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a stamp back.
     *
     * @throws IllegalArgumentException when the bytes are not a stamp of this version
     */
    public static Stamp decode(byte[] bytes) {
        Fields fields = new Fields(new String(bytes, StandardCharsets.UTF_8));
        String version = fields.next();
        if (!version.equals(VERSION)) {
            throw new IllegalArgumentException("a stamp of version '" + version + "'; this program reads " + VERSION);
        }
        return new Stamp(
                quality(fields.next()),
                date(fields.next()),
                Long.parseLong(fields.next()),
                optionalLong(fields.next()),
                Long.parseLong(fields.next()),
                fields.next(),
                fields.next(),
                active(fields.next()),
                Integer.parseInt(fields.next()),
                fields.rest());
    }

    private static TimeQuality quality(String code) {
        for (TimeQuality quality : TimeQuality.values()) {
            if (quality.code().equals(code)) {
                return quality;
            }
        }
        throw new IllegalArgumentException("no such time quality: " + code);
    }

    private static boolean active(String sign) {
        if (!sign.equals(ACTIVE) && !sign.equals(NOTHING)) {
            throw new IllegalArgumentException("neither active nor not: " + sign);
        }
        return sign.equals(ACTIVE);
    }

    /** {@code LocalDate.parse} without its formatter, which costs more than the rest of a stamp. */
    private static LocalDate date(String iso) {
        if (iso.length() != 10) {
            throw new IllegalArgumentException("not a date: " + iso);
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(iso, 0, 4, 10), Integer.parseInt(iso, 5, 7, 10), Integer.parseInt(iso, 8, 10, 10));
        } catch (DateTimeException noSuchDay) {
            throw new IllegalArgumentException("not a date: " + iso, noSuchDay);
        }
    }

    private static OptionalLong optionalLong(String text) {
        return text.equals(NOTHING) ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(text));
    }

    /** The blank-separated fields of a line, one after the other. */
    private static final class Fields {
        private final String line;
        private int position;

        Fields(String line) {
            this.line = line;
        }

        String next() {
            int end = line.indexOf(BLANK, position);
            if (end < 0) {
                throw new IllegalArgumentException("a stamp that ends early: " + line);
            }
            String field = line.substring(position, end);
            position = end + 1;
            return field;
        }

        String rest() {
            return line.substring(position);
        }
    }
}
