package io.rollcall.lake.publish;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.UUID;

/** The names of runs: later runs have later names, and those that count open days are known by them. */
public final class RunName {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);
    private static final String OPEN_DAYS = "-open-";
    private static final int TAIL = 8;

    private RunName() {}

    static String of(Instant time) {
        return TIME.format(time) + "-" + tail();
    }

    static String ofOpenDays(Instant time) {
        return TIME.format(time) + OPEN_DAYS + tail();
    }

    private static String tail() {
        return UUID.randomUUID().toString().substring(0, TAIL);
    }

    /** Tells whether a run is one that counted open days, and began before a time. */
    public static boolean countedOpenDaysBefore(String run, Instant time) {
        return run.contains(OPEN_DAYS) && run.compareTo(TIME.format(time)) < 0;
    }
}
