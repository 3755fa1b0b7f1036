package io.rollcall.benchmarks.freshness;

import io.rollcall.benchmarks.machine.CannotMeasureException;
import io.rollcall.benchmarks.machine.Pause;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Sends one new profile after the other to a region that nobody else sends from, and asks for the region's {@code dau} until
 * the profile is in it. Times begin when the 202 has arrived and end when the answer has: the questions' own time is in them.
 */
final class Probes {
    private static final long ASK_EVERY_MILLIS = 5;
    private static final long SHORTEST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 350;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long FIRST_PROFILE = 1L << 50;
    private static final long PROFILES_APART = 1L << 20;
    private static final int DIGITS = 3;

    private final RunningSystem system;
    private final String region;

    /** One day for all of them, so that midnight does not move the count to another. */
    private final Instant eventTime = Instant.now();

    private final SplittableRandom random = new SplittableRandom();
    private long nextProfile = FIRST_PROFILE + PROFILES_APART * random.nextLong(PROFILES_APART);
    private long counted;

    Probes(RunningSystem system, String region) {
        this.system = system;
        this.region = region;
        this.counted = system.dau(region, eventTime);
    }

    /** So many, one after the other, at irregular times; the times they took, in microseconds. */
    Histogram send(int probes) {
        Histogram micros = new Histogram(DIGITS);
        for (int probe = 0; probe < probes; probe++) {
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(sendOne()));
            Pause.millis(random.nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS));
        }
        return micros;
    }

    private long sendOne() {
        system.send(nextProfile++, region, eventTime);
        long acknowledged = System.nanoTime();
        long wanted = counted + 1;
        while (counted < wanted) {
            if (System.nanoTime() - acknowledged > PATIENCE_NANOS) {
                throw new CannotMeasureException(
                        "a probe was acknowledged and is not in dau of " + region + " after 30 s");
            }
            Pause.millis(ASK_EVERY_MILLIS);
            counted = system.dau(region, eventTime);
        }
        return System.nanoTime() - acknowledged;
    }
}
