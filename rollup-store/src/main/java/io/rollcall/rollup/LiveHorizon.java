package io.rollcall.rollup;

import io.rollcall.event.LiveWindow;
import java.time.Duration;
import java.time.LocalDate;
import java.util.stream.Stream;

/**
 * Says which days the live counters still know whole. A day's keys live for a fixed time from their first write, which
 * is never before the day begins (times in the future are clamped at the door). They end shard by shard, so the last
 * day of their life is left out, and one more for a question that is under way at midnight.
 */
public record LiveHorizon(LocalDate today) {
    private static final int MARGIN_DAYS = 2;
    private static final KeyLife LIFE = KeyLife.forDailyProfiles(1);

    /** The first day whose counters are there: counted exactly. */
    public LocalDate firstCounted() {
        return first(LIFE.day());
    }

    /** The first day whose sketches are there. */
    public LocalDate firstSketched() {
        return first(LIFE.sketch());
    }

    /** Says whether what is received now is still counted on a day. */
    public boolean isLive(LocalDate dt) {
        return !dt.isBefore(today.minusDays(LiveWindow.DAYS - 1L));
    }

    /** Says whether the counters of a day are there. */
    public boolean counts(LocalDate dt) {
        return !dt.isBefore(firstCounted());
    }

    /** The days whose counters are there and that are over, in order. */
    public Stream<LocalDate> closedDays() {
        return firstCounted().datesUntil(today);
    }

    private LocalDate first(Duration life) {
        return today.minusDays(life.toDays() - MARGIN_DAYS);
    }
}
