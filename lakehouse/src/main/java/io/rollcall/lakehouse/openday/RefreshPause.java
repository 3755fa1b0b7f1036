package io.rollcall.lakehouse.openday;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** The pause between two counts of the open days: it is cut short where there is a reason to count at once, and ends with the service. */
final class RefreshPause {
    private final Semaphore reasons = new Semaphore(0);
    private volatile boolean stopped;

    /**
     * Waits until it is over.
     *
     * @return false when nothing is to be counted any more
     */
    boolean isOver(Duration pause) {
        try {
            if (!stopped && reasons.tryAcquire(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                reasons.drainPermits();
            }
            return !stopped;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends the pause that is under way, or the next one. */
    void cutShort() {
        reasons.release();
    }

    boolean isStopped() {
        return stopped;
    }

    void stop() {
        stopped = true;
        reasons.release();
    }
}
