package io.rollcall.lakehouse.maintenance;

import io.rollcall.lake.Lake;
import io.rollcall.lake.upkeep.Maintenance;
import io.rollcall.lake.upkeep.Maintenance.Retained;
import io.rollcall.lake.upkeep.MaintenanceSettings;
import io.rollcall.lakehouse.LakeTurns;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/**
 * Keeps the lake in order, every step by itself, so that one that fails holds up no other. No figure changes by it, and
 * what a night misses the next one does.
 */
@ApplicationScoped
public class Upkeep {
    private static final Logger LOG = Logger.getLogger(Upkeep.class);

    private final Maintenance maintenance;
    private final LakeTurns turns;
    private final UpkeepMetrics metrics;
    private final InstantSource clock = InstantSource.system();

    Upkeep(Lake lake, LakeTurns turns, MaintenanceConfig files, RetentionConfig retention, UpkeepMetrics metrics) {
        this.turns = turns;
        this.maintenance = lake.maintenance(new MaintenanceSettings(
                files.targetFileSize().asLongValue(),
                files.keepSnapshots(),
                files.orphanAge(),
                retention.bronzeDays(),
                retention.silverDays()));
        this.metrics = metrics;
    }

    /** Does every step, on the caller's thread. What fails is logged and counted; nothing is thrown. */
    public void run() {
        Instant now = clock.instant();
        boolean whole = true;
        for (UpkeepStep step : UpkeepStep.values()) {
            whole &= succeeds(step, now);
        }
        if (whole) {
            metrics.allDone(clock.instant());
        }
    }

    private boolean succeeds(UpkeepStep step, Instant now) {
        try {
            int removed = turns.work(() -> perform(step, now));
            metrics.done(step, removed);
            LOG.infof("upkeep of the lake: %s, %d", step.label(), removed);
            return true;
        } catch (RuntimeException failed) {
            metrics.failed(step);
            LOG.errorf(failed, "upkeep of the lake: %s failed; the next night does it", step.label());
            return false;
        }
    }

    private int perform(UpkeepStep step, Instant now) {
        return switch (step) {
            case COUNTS -> maintenance.sweepCounts(now);
            case RETENTION -> retain(now);
            case COMPACTION -> maintenance.compact();
            case EXPIRY -> maintenance.expire(now);
            case ORPHANS -> maintenance.sweepOrphans(now);
        };
    }

    private int retain(Instant now) {
        Retained retained = maintenance.retain(now);
        metrics.leftOut(retained.leftOut().size());
        if (!retained.leftOut().isEmpty()) {
            LOG.warnf(
                    "%s got events after raw events they need were dropped; what is published of them stays as it is",
                    retained.leftOut());
        }
        return retained.bronze().size() + retained.silver().size();
    }
}
