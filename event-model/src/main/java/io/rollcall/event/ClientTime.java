package io.rollcall.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** A time as clients write it: RFC 3339 with an offset, or epoch milliseconds; in the years 1 to 9999. */
public final class ClientTime {
    /** A regular expression that every text has which is a time; not every text that has it is one. */
    static final String PATTERN = "^[0-9]{4}-[0-9]{2}-[0-9]{2}[Tt][0-9:.]+([Zz]|[+-][0-9:]+)$";

    static final long LEAST_SECONDS = 100_000_000L;
    static final long MOST_SECONDS = 100_000_000_000L;

    static final long EARLIEST_MILLIS = Instant.parse("0001-01-01T00:00:00Z").toEpochMilli();
    static final long LATEST_MILLIS = Instant.parse("9999-12-31T23:59:59.999Z").toEpochMilli();
    private static final int SECONDS_END = "yyyy-MM-ddTHH:mm:ss".length();
    private static final int NOT_A_NUMBER = -1;

    private ClientTime() {}

    /**
     * Says whether a number given as epoch milliseconds can only be meant as seconds: as seconds it lies after March
     * 1973, as milliseconds before, when nobody streamed anything.
     */
    public static boolean looksLikeSeconds(long number) {
        return number >= LEAST_SECONDS && number < MOST_SECONDS;
    }

    /** Says whether the time lies in the years 1 to 9999, whose dates every reader of the log can write and read. */
    public static boolean isInRange(long epochMillis) {
        return epochMillis >= EARLIEST_MILLIS && epochMillis <= LATEST_MILLIS;
    }

    /** Epoch milliseconds of an RFC 3339 text with an offset, finer digits cut off; empty when the text is none. */
    public static OptionalLong ofText(String text) {
        try {
            OptionalLong utc = ofUtcText(text);
            return utc.isPresent()
                    ? utc
                    : OptionalLong.of(OffsetDateTime.parse(text).toInstant().toEpochMilli());
        } catch (DateTimeException | ArithmeticException notATime) {
            return OptionalLong.empty();
        }
    }

    /**
     * The form that nearly every client sends, {@code 2026-11-22T10:15:02Z} or {@code 2026-11-22T10:15:02.123Z}, read
     * without a formatter, which costs more than the rest of an event. Empty for every other form.
     *
     * @throws DateTimeException when the form is right and the date is not one
     */
    private static OptionalLong ofUtcText(String text) {
        int millis = millisBeforeZulu(text);
        if (millis == NOT_A_NUMBER || !isDateAndTime(text)) {
            return OptionalLong.empty();
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, SECONDS_END);
        if (year < 0 || month < 0 || day < 0 || !isClock(hour, minute, second)) {
            return OptionalLong.empty();
        }
        long seconds = TimeUnit.DAYS.toSeconds(LocalDate.of(year, month, day).toEpochDay())
                + TimeUnit.HOURS.toSeconds(hour)
                + TimeUnit.MINUTES.toSeconds(minute)
                + second;
        return OptionalLong.of(TimeUnit.SECONDS.toMillis(seconds) + millis);
    }

    /** The milliseconds of a text that ends in {@code Z} or {@code .fffZ} after its seconds. */
    private static int millisBeforeZulu(String text) {
        if (text.length() == SECONDS_END + 1 && text.charAt(SECONDS_END) == 'Z') {
            return 0;
        }
        boolean threeDigits = text.length() == SECONDS_END + 5
                && text.charAt(SECONDS_END) == '.'
                && text.charAt(SECONDS_END + 4) == 'Z';
        return threeDigits ? digits(text, SECONDS_END + 1, SECONDS_END + 4) : NOT_A_NUMBER;
    }

    private static boolean isDateAndTime(String text) {
        return text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == 'T'
                && text.charAt(13) == ':'
                && text.charAt(16) == ':';
    }

    private static boolean isClock(int hour, int minute, int second) {
        return hour >= 0 && hour < 24 && minute >= 0 && minute < 60 && second >= 0 && second < 60;
    }

    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return NOT_A_NUMBER;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
