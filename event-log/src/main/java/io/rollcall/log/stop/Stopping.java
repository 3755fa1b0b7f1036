package io.rollcall.log.stop;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Says that a service stops, to a thread of its own that works on the log, and ends the pause that it makes. */
public final class Stopping {
    private final CountDownLatch latch = new CountDownLatch(1);

    /** Says that it is so; returns at once. */
    public void begin() {
        latch.countDown();
    }

    public boolean hasBegun() {
        return latch.getCount() == 0;
    }

    /** Waits so long, or until it is so; says whether it is. For a thread that is interrupted it is so. */
    public boolean beginsWithin(Duration time) {
        try {
            return latch.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            latch.countDown();
            return true;
        }
    }
}
