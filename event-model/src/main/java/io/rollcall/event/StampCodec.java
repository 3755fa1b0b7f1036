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
    private static final char VERSION = '1';
    private static final char BLANK = ' ';
    private static final String NOTHING = "-";
    private static final String ACTIVE = "+";

    private StampCodec() {}

    public static byte[] encode(Stamp stamp) {
        StringBuilder line = new StringBuilder(128)
                .append(VERSION)
                .append(BLANK)
                .append(stamp.quality().code())
                .append(BLANK)
                .append(stamp.dt())
                .append(BLANK)
                .append(stamp.eventTimeMillis())
                .append(BLANK);
        if (stamp.sentAtMillis().isPresent()) {
            line.append(stamp.sentAtMillis().getAsLong());
        } else {
            line.append(NOTHING);
        }
        return line.append(BLANK)
                .append(stamp.profileId())
                .append(BLANK)
                .append(stamp.region())
                .append(BLANK)
                .append(stamp.eventName())
                .append(BLANK)
                .append(stamp.active() ? ACTIVE : NOTHING)
                .append(BLANK)
                .append(stamp.durationSec())
                .append(BLANK)
                .append(stamp.eventId())
                .toString()
                .getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a stamp back.
     *
     * @throws IllegalArgumentException when the bytes are not a stamp of this version
     */
    public static Stamp decode(byte[] bytes) {
        Fields fields = new Fields(new String(bytes, StandardCharsets.UTF_8));
        String version = fields.next();
        if (version.length() != 1 || version.charAt(0) != VERSION) {
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
                fields.next().equals(ACTIVE),
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
