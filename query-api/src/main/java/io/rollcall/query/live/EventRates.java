package io.rollcall.query.live;

import io.rollcall.rollup.DayCounters;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Works out the events per second: the growth of a day's {@code events} over the last seconds. Averaged over some of
 * them, because the worker counts in batches. Not safe for several threads.
 */
final class EventRates {
    private static final int SAMPLES = 6;
    private static final long MAX_AGE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, LocalDate dt, Map<String, DayCounters> day) {
        long events(String region) {
            DayCounters counters = day.get(region);
            return counters == null ? 0 : counters.counters().events();
        }
    }

    /**
     * Takes a sample and returns the rates that follow from it and the ones before it.
     *
     * @param nanos when it was taken, monotonic
     * @return by region; empty as long as there is nothing to compare with, as after a pause or at midnight
     */
    Map<String, Double> after(long nanos, LocalDate dt, Map<String, DayCounters> day) {
        Sample latest = new Sample(nanos, dt, day);
        samples.removeIf(sample -> nanos - sample.nanos > MAX_AGE_NANOS || !sample.dt.equals(dt));
        samples.addLast(latest);
        if (samples.size() > SAMPLES) {
            samples.removeFirst();
        }
        Sample earliest = samples.getFirst();
        Map<String, Double> rates = new HashMap<>();
        if (latest.nanos > earliest.nanos) {
            day.keySet().forEach(region -> rates.put(region, rate(earliest, latest, region)));
        }
        return rates;
    }

    /** The rate to a tenth. It is never negative: counters that were lost and are being replayed start lower. */
    private static double rate(Sample earliest, Sample latest, String region) {
        double seconds = (latest.nanos - earliest.nanos) / 1e9;
        double rate = Math.max(0, latest.events(region) - earliest.events(region)) / seconds;
        return Math.round(rate * 10) / 10.0;
    }
}
