package io.rollcall.rollup;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Shards;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * Says how long live keys live, and how a day's profiles are spread.
 *
 * @param bucketsPerShard hashes that a new day's profiles of one shard are spread over; a day keeps the number it began with
 * @param day counters of a day; as long at least as something may be added to them, and so beyond the live window, where
 *     reconciliation finds them
 * @param sketch daily HyperLogLogs; longer than the widest window
 * @param slice who was seen in ten seconds; longer than the window of active now may reach back
 */
public record KeyLife(int bucketsPerShard, Duration day, Duration sketch, Duration slice) {
    private static final int SHARDS = Shards.COUNT;

    /** Fewer waste a hash's own bytes on each profile, more turn the compact hash into a table. */
    private static final int PROFILES_PER_BUCKET = 100;

    private static final Duration DAY = Duration.ofDays(LiveWindow.COUNTED_DAYS);
    private static final Duration SKETCH = Duration.ofDays(35);

    public KeyLife {
        if (day.compareTo(Duration.ofDays(LiveWindow.COUNTED_DAYS)) < 0) {
            throw new IllegalArgumentException(
                    "counters that live " + day + " may be gone before the last event of their day is" + " added, "
                            + LiveWindow.COUNTED_DAYS + " days after it began");
        }
        if (sketch.compareTo(day) < 0) {
            throw new IllegalArgumentException(
                    "sketches that live " + sketch + " end before the counters that live " + day);
        }
        Duration reach = NowWindow.LENGTH.plus(NowWindow.SLICE).plus(NowWindow.MAX_LAG);
        if (slice.compareTo(reach) < 0) {
            throw new IllegalArgumentException(
                    "slices that live " + slice + " end before they have left the window of active now, " + reach);
        }
    }

    /** The life of keys for that many profiles a day: about a hundred a bucket. */
    public static KeyLife forDailyProfiles(long profiles) {
        long buckets = Math.max(1, profiles / ((long) SHARDS * PROFILES_PER_BUCKET));
        return new KeyLife(Math.toIntExact(buckets), DAY, SKETCH, NowWindow.SLICE_LIFE);
    }

    /** Says how long the counters of a day have left, if they were made when it began; zero when that is over. */
    public Duration dayLeft(LocalDate dt, Instant now) {
        return left(day, dt, now);
    }

    /** Says how long the sketches of a day have left, if they were made when it began; zero when that is over. */
    public Duration sketchLeft(LocalDate dt, Instant now) {
        return left(sketch, dt, now);
    }

    private static Duration left(Duration life, LocalDate dt, Instant now) {
        Duration left = Duration.between(
                now, dt.atStartOfDay(ZoneOffset.UTC).toInstant().plus(life));
        return left.toSeconds() < 1 ? Duration.ZERO : left;
    }
}
