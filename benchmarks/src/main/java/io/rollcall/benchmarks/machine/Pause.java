package io.rollcall.benchmarks.machine;

import java.util.concurrent.TimeUnit;

/** A time in which nothing is measured. */
public final class Pause {
    private Pause() {}

    /** Waits. */
    public static void millis(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotMeasureException("interrupted", interrupted);
        }
    }
}
