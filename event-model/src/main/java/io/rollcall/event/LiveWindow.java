package io.rollcall.event;

import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * Which events the live counters take: those of the dt of their receipt and of the two days before it. Judged by the
 * record's own timestamp, never by a clock, so that a replay decides as the first pass did.
 */
public final class LiveWindow {
    /** Days in the window: the day of receipt and the two before. */
    public static final int DAYS = 3;

    private LiveWindow() {}

    /** Whether an event of {@code dt}, received at {@code receivedAtMillis}, goes into the live counters. */
    public static boolean covers(LocalDate dt, long receivedAtMillis) {
        long age = utcDay(receivedAtMillis) - dt.toEpochDay();
        return age >= 0 && age < DAYS;
    }

    /** The oldest dt that is still counted live at that time. */
    public static LocalDate oldestDay(long nowMillis) {
        return LocalDate.ofEpochDay(utcDay(nowMillis) - (DAYS - 1));
    }

    /** The UTC date of an instant. */
    public static LocalDate dtOf(long epochMillis) {
        return LocalDate.ofEpochDay(utcDay(epochMillis));
    }

    private static long utcDay(long epochMillis) {
        return Math.floorDiv(epochMillis, TimeUnit.DAYS.toMillis(1));
    }
}
