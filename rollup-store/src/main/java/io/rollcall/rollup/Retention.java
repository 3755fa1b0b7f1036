package io.rollcall.rollup;

import io.rollcall.event.Shards;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * How long live keys live, and how a day's profiles are spread.
 *
 * @param bucketsPerShard hashes that a new day's profiles of one shard are spread over; a day keeps the number it began with
 * @param day counters of a day; longer than the live window, so that reconciliation finds them
 * @param sketch daily HyperLogLogs; longer than the widest window
 * @param minute HyperLogLogs of a minute
 */
public record Retention(int bucketsPerShard, Duration day, Duration sketch, Duration minute) {
    private static final int SHARDS = Shards.COUNT;

    /** Fewer waste a hash's own bytes on each profile, more turn the compact hash into a table. */
    private static final int PROFILES_PER_BUCKET = 100;

    /** For that many profiles a day: about a hundred a bucket. */
    public static Retention forDailyProfiles(long profiles) {
        long buckets = Math.max(1, profiles / ((long) SHARDS * PROFILES_PER_BUCKET));
        return new Retention(Math.toIntExact(buckets), Duration.ofDays(5), Duration.ofDays(35), Duration.ofMinutes(10));
    }

    /** How long the counters of a day have left, if they were made when it began; zero when that is over. */
    public Duration dayLeft(LocalDate dt, Instant now) {
        return left(day, dt, now);
    }

    /** How long the sketches of a day have left, if they were made when it began; zero when that is over. */
    public Duration sketchLeft(LocalDate dt, Instant now) {
        return left(sketch, dt, now);
    }

    private static Duration left(Duration life, LocalDate dt, Instant now) {
        Duration left = Duration.between(
                now, dt.atStartOfDay(ZoneOffset.UTC).toInstant().plus(life));
        return left.toSeconds() < 1 ? Duration.ZERO : left;
    }
}
