package io.rollcall.query.lake;

import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.util.concurrent.Semaphore;
import java.util.function.LongFunction;

/** Work that is done while its asker waits. It takes the engine from everybody else: so many at a time, each of bounded cost. */
final class OnDemand {
    private final String what;
    private final Semaphore free;
    private final long mostRows;

    /**
     * None is under way yet.
     *
     * @param what is worked out, in the plural
     * @param concurrent how many at a time
     * @param mostRows of the lake that one of them may be worked out from
     */
    OnDemand(String what, int concurrent, long mostRows) {
        this.what = what;
        this.free = new Semaphore(concurrent);
        this.mostRows = mostRows;
    }

    /**
     * What the work, which is told how many rows it may read, comes to.
     *
     * @throws RefusalException when as many others are under way as may be, or the lake refuses
     */
    <T> T answer(LongFunction<T> work) {
        if (!free.tryAcquire()) {
            throw new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS,
                    "as many " + what + " are being worked out as may be at a time; ask again soon");
        }
        try {
            return Answered.by(() -> work.apply(mostRows));
        } finally {
            free.release();
        }
    }
}
