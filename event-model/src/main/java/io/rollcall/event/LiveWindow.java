package io.rollcall.event;

import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;

/**
 * The rule that says which events the live counters take: those of the dt of their receipt and of the two days before
 * it. Judged by the record's own timestamp, never by a clock, so that a replay decides as the first pass did.
 *
 * <p>{@link #DAYS} and {@link #BACKLOG_DAYS} are the two numbers of the live side; what follows from them is derived here, and
 * whoever keeps something longer asserts by how much ({@code KeyLife}, {@code MaintenanceSettings}, {@code TopicPlan}).
 */
public final class LiveWindow {
    /** Days in the window: the day of receipt and the two before. */
    public static final int DAYS = 3;

    /** Days that a worker may be behind the log before it stops. */
    public static final int BACKLOG_DAYS = 2;

    /** A backlog older than this may meet live keys that have expired in between. */
    public static final Duration BACKLOG = Duration.ofDays(BACKLOG_DAYS);

    /**
     * Days after the beginning of a day in which something may still be added to its counters: its last event is taken at the
     * window's end, by a worker that is behind as far as it may be. The keys of a day live at least as long.
     */
    public static final int COUNTED_DAYS = DAYS + BACKLOG_DAYS;

    /**
     * Days at the end of a longer window that a record behind the fences can be of, when the last of them is over: it was
     * received at most {@link #BACKLOG_DAYS} ago, and the live window took the days before its receipt.
     */
    public static final int FENCED_DAYS = BACKLOG_DAYS + DAYS - 1;

    /** How long an event is remembered, so that it counts once, unless a deployment says otherwise; as a setting is written. */
    public static final String DUPLICATES = "10m";

    static {
        if (DAYS < 1 || BACKLOG_DAYS < 1) {
            throw new IllegalStateException("the live window needs a day at least, and a worker a day to catch up in");
        }
    }

    private LiveWindow() {}

    /** Says whether an event of {@code dt}, received at {@code receivedAtMillis}, goes into the live counters. */
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
