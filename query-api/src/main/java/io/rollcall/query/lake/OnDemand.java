package io.rollcall.query.lake;

import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** Work that is done while its asker waits. It takes the engine from everybody else: so many at a time, each of bounded cost. */
final class OnDemand {
    private final String what;
    private final Semaphore free;
    private final long mostRows;
    private final Duration patience;

    /**
     * None is under way yet.
     *
     * @param what is worked out, in the plural
     * @param concurrent how many at a time
     * @param mostRows of the lake that one of them may be worked out from
     * @param patience how long one more waits for a place
     */
    OnDemand(String what, int concurrent, long mostRows, Duration patience) {
        this.what = what;
        this.free = new Semaphore(concurrent, true);
        this.mostRows = mostRows;
        this.patience = patience;
    }

    long mostRows() {
        return mostRows;
    }

    /** A place among those that are worked out. */
    final class Place implements AutoCloseable {
        private final AtomicBoolean isHeld = new AtomicBoolean(true);

        private Place() {}

        /** Gives it back; doing it again changes nothing. */
        @Override
        public void close() {
            if (isHeld.getAndSet(false)) {
                free.release();
            }
        }
    }

    /**
     * Takes a place among the questions that are worked out.
     *
     * @throws RefusalException when as many others are under way as may be
     */
    Place take() {
        if (!isFree()) {
            throw new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS,
                    "as many " + what + " are being worked out as may be at a time; ask again soon");
        }
        return new Place();
    }

    private boolean isFree() {
        try {
            return free.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
