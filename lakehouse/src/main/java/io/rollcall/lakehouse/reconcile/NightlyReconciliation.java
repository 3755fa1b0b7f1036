package io.rollcall.lakehouse.reconcile;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.rollcall.lakehouse.maintenance.Upkeep;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Reconciles what is due, at the configured time, and keeps the lake in order afterwards. */
@ApplicationScoped
class NightlyReconciliation {
    private static final Logger LOG = Logger.getLogger(NightlyReconciliation.class);

    private final Reconciler reconciler;
    private final Upkeep upkeep;

    NightlyReconciliation(Reconciler reconciler, Upkeep upkeep) {
        this.reconciler = reconciler;
        this.upkeep = upkeep;
    }

    @Scheduled(cron = "{rollcall.reconcile.schedule}", timeZone = "UTC", concurrentExecution = ConcurrentExecution.SKIP)
    void night() {
        reconcile();
        upkeep.run();
    }

    private void reconcile() {
        try {
            reconciler.reconcile(new Selection.Due());
        } catch (AlreadyRunningException asked) {
            LOG.info("the scheduled reconciliation is left out: one that was asked for is under way");
        } catch (RuntimeException failed) {
            // Counted by the reconciler; the next one takes the same days and more.
            LOG.error("the scheduled reconciliation failed; its days wait for the next one", failed);
        }
    }
}
