package io.rollcall.standalone.client;

/** Spaces batches so that events leave at a given rate on average, without making up for time that was lost. */
public final class Pace {
    private static final double NANOS_PER_SECOND = 1e9;

    private final double nanosPerEvent;
    private long nextNanos;

    private Pace(double nanosPerEvent, long startNanos) {
        this.nanosPerEvent = nanosPerEvent;
        this.nextNanos = startNanos;
    }

    /** At most that many events a second; 0 for as fast as they are taken. */
    public static Pace of(int eventsPerSecond, long startNanos) {
        return new Pace(eventsPerSecond == 0 ? 0 : NANOS_PER_SECOND / eventsPerSecond, startNanos);
    }

    /** Books a batch of that many events, and says for how many nanoseconds it must wait from now. */
    public long bookNanos(int events, long nowNanos) {
        long start = Math.max(nextNanos, nowNanos);
        nextNanos = start + (long) (events * nanosPerEvent);
        return start - nowNanos;
    }
}
