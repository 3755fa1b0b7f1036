package io.rollcall.lakehouse.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.event.LiveWindow;
import io.rollcall.event.Regions;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.Actives;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lakehouse.LiveRedis;
import io.rollcall.lakehouse.reconcile.Reconciliation;
import io.rollcall.rollup.Estimate;
import io.rollcall.rollup.LiveHorizon;
import io.rollcall.rollup.LiveReader;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jboss.logging.Logger;

/**
 * Brings the sketches of days back once these are published. History that was imported and events that came too late are in
 * the lake alone: a window over such a day would leave out who was active on no other, and say that it is sure.
 */
@ApplicationScoped
class SketchRepair {
    private static final Logger LOG = Logger.getLogger(SketchRepair.class);

    private final Lake lake;
    private final LiveRedis redis;
    private final LiveRebuild rebuild;
    private final RepairConfig config;
    private final MeterRegistry metrics;
    private final InstantSource clock = InstantSource.system();

    SketchRepair(Lake lake, LiveRedis redis, LiveRebuild rebuild, RepairConfig config, MeterRegistry metrics) {
        this.lake = lake;
        this.redis = redis;
        this.rebuild = rebuild;
        this.config = config;
        this.metrics = metrics;
    }

    void reconciled(@Observes Reconciliation reconciliation) {
        if (config.afterReconciliation()) {
            repair();
        }
    }

    /**
     * Begins to restore the published days of which the sketches say what cannot be, and that are no longer counted live. What
     * cannot be done now waits for the next reconciliation.
     */
    void repair() {
        try {
            SortedSet<LocalDate> wrong = wrongDays();
            if (!wrong.isEmpty()) {
                LOG.infof("the live sketches do not hold what was published of %s: these days are restored", wrong);
                rebuild.start(wrong);
            }
        } catch (RebuildRefusedException refused) {
            metrics.counter("rollcall.live.rebuilds", "outcome", "refused").increment();
            LOG.warnf("the live sketches are not restored: %s", refused.getMessage());
        } catch (RedisUnavailableException away) {
            metrics.counter("rollcall.live.rebuilds", "outcome", "failed").increment();
            LOG.warnf("the live sketches were not compared with what was published: %s", away.getMessage());
        }
    }

    private SortedSet<LocalDate> wrongDays() {
        Instant now = clock.instant();
        LocalDate end = LiveWindow.oldestDay(now.toEpochMilli());
        LocalDate first = new LiveHorizon(LocalDate.ofInstant(now, ZoneOffset.UTC)).firstSketched();
        Collection<MetricRow> exact = lake.published().rows(Actives.DAU, first, end.minusDays(1), RegionChoice.TOTAL);
        LiveReader counters = redis.counters();
        SortedSet<LocalDate> wrong = new TreeSet<>();
        for (MetricRow row : exact) {
            if (!holds(Estimate.of(counters.distinct(Regions.ALL, row.dt(), row.dt())), row)) {
                wrong.add(row.dt());
            }
        }
        return wrong;
    }

    /** Twice the 95 % interval: by chance a whole sketch misses that on one day in ten thousand, and not on one in twenty. */
    private static boolean holds(Estimate live, MetricRow exact) {
        Double profiles = exact.values().get("value");
        return profiles == null
                || (live.value() - 2 * (live.value() - live.low()) <= profiles
                        && profiles <= live.value() + 2 * (live.high() - live.value()));
    }
}
