package io.rollcall.query.lake;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

/** The rows of all answers that are worked out and not yet with their askers: so many and no more, however many ask. */
@Singleton
public class RowBudget {
    private final int most;
    private final Semaphore free;

    @Inject
    RowBudget(AnswersConfig config, MeterRegistry metrics) {
        this(config.rows());
        Gauge.builder("rollcall.query.rows.in.flight", this, RowBudget::taken)
                .description("Rows of answers that are worked out and not yet written")
                .register(metrics);
    }

    /** One of so many rows. */
    public RowBudget(int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** Rows that an answer holds until it is written. */
    public final class Share implements AutoCloseable {
        private final AtomicInteger rows;

        private Share(int rows) {
            this.rows = new AtomicInteger(rows);
        }

        /** Gives them back; doing it again changes nothing. */
        @Override
        public void close() {
            free.release(rows.getAndSet(0));
        }
    }

    /**
     * Takes rows for an answer.
     *
     * @throws RefusalException when an answer may never have so many, or others hold them
     */
    public Share take(long rows) {
        if (rows > most) {
            throw new RefusalException(
                    Refusal.QUESTION_TOO_COSTLY,
                    "the answer has " + rows + " rows, and may have " + most + ": ask for fewer days or regions");
        }
        if (!free.tryAcquire((int) rows)) {
            throw new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS,
                    "answers under way hold as many rows as may be, and this one has " + rows + ": ask again soon");
        }
        return new Share((int) rows);
    }

    /** The number of rows that are held at the moment. */
    public int taken() {
        return most - free.availablePermits();
    }
}
