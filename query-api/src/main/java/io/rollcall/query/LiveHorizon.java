package io.rollcall.query;

import io.rollcall.rollup.Retention;
import java.time.Duration;
import java.time.LocalDate;

/**
 * Which days the live counters still know whole. A day's keys live for a fixed time from their first write, which is
 * never before the day begins (times in the future are clamped at the door). They end shard by shard, so the last day of
 * their life is left out, and one more for a question that is under way at midnight.
 */
public record LiveHorizon(LocalDate today) {
    private static final int MARGIN_DAYS = 2;
    private static final Retention RETENTION = Retention.forDailyProfiles(1);

    /** The first day whose counters are there: counted exactly. */
    public LocalDate firstCounted() {
        return first(RETENTION.day());
    }

    /** The first day whose sketches are there. */
    public LocalDate firstSketched() {
        return first(RETENTION.sketch());
    }

    public boolean counts(LocalDate dt) {
        return !dt.isBefore(firstCounted());
    }

    private LocalDate first(Duration life) {
        return today.minusDays(life.toDays() - MARGIN_DAYS);
    }
}
