package io.rollcall.lakehouse.reconcile;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import io.rollcall.lake.publish.Publication;
import io.rollcall.log.stop.Stopping;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jboss.logging.Logger;

/**
 * Reconciles what was left undone while the service was down, as soon as the archive has caught up, rather than in the next
 * night. A lake in which nothing was left is let alone.
 */
@ApplicationScoped
class CatchUpReconciliation {
    private static final Logger LOG = Logger.getLogger(CatchUpReconciliation.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(2);

    private final Lake lake;
    private final Reconciler reconciler;
    private final ReconcileConfig config;
    private final InstantSource clock = InstantSource.system();
    private final Stopping stopping = new Stopping();

    CatchUpReconciliation(Lake lake, Reconciler reconciler, ReconcileConfig config) {
        this.lake = lake;
        this.reconciler = reconciler;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        Instant now = clock.instant();
        if (config.catchUp() && isLeftUndone(now)) {
            LOG.info("days are due since before the start; they are reconciled once the archive has caught up");
            Thread thread = new Thread(() -> catchUp(now), "catch-up");
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Tells whether a day that is over has data that no run has published. */
    private boolean isLeftUndone(Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        Publication run = lake.beginRun(now);
        return !run.touched().isEmpty() || run.waiting().stream().anyMatch(dt -> dt.isBefore(today));
    }

    private void catchUp(Instant start) {
        try {
            while (lake.bronze().position().asOfMillis() < start.toEpochMilli()) {
                if (stopping.beginsWithin(BETWEEN_LOOKS)) {
                    return;
                }
            }
            reconciler.reconcile(new Selection.Due());
        } catch (AlreadyRunningException asked) {
            LOG.info("what was left undone is reconciled by a run that is under way");
        } catch (RuntimeException failed) {
            LOG.error("what was left undone could not be reconciled; the next run takes it", failed);
        }
    }

    void stop(@Observes @Priority(1) ShutdownEvent event) {
        stopping.begin();
    }
}
