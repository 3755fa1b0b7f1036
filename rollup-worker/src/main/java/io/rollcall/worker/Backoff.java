package io.rollcall.worker;

import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Waits between attempts, longer each time up to a bound, until the service stops. What it waits for is logged and counted. */
@ApplicationScoped
class Backoff {
    private static final Logger LOG = Logger.getLogger(Backoff.class);
    private static final Duration FIRST = Duration.ofMillis(50);
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private final CountDownLatch stopping = new CountDownLatch(1);
    private final RollupMetrics metrics;

    Backoff(RollupMetrics metrics) {
        this.metrics = metrics;
    }

    Attempts begin() {
        return new Attempts();
    }

    /** Early, so that a worker that waits for Redis does not hold up the stop. */
    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.countDown();
    }

    void stopSoon(@Observes ShutdownDelayInitiatedEvent event) {
        stopping.countDown();
    }

    /** The attempts of one piece of work. */
    final class Attempts {
        private Duration wait = FIRST;

        /**
         * Waits.
         *
         * @return false when the service is stopping: give up
         */
        boolean pause(String what, String why) {
            metrics.retried();
            if (wait.equals(FIRST)) {
                LOG.warnf("%s (%s); trying again until it does, at most every %d s", what, why, LONGEST.toSeconds());
            }
            try {
                boolean stop = stopping.await(wait.toMillis(), TimeUnit.MILLISECONDS);
                wait = wait.multipliedBy(2).compareTo(LONGEST) < 0 ? wait.multipliedBy(2) : LONGEST;
                return !stop;
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
