package io.rollcall.lakehouse.erasure;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.rollcall.event.Tombstone;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Erases recent tombstones' profiles again, at the configured time. */
@ApplicationScoped
class NightlyErasure {
    private static final Logger LOG = Logger.getLogger(NightlyErasure.class);

    private final Tombstones tombstones;
    private final Eraser eraser;
    private final ErasureConfig config;
    private final InstantSource clock = InstantSource.system();

    NightlyErasure(Tombstones tombstones, Eraser eraser, ErasureConfig config) {
        this.tombstones = tombstones;
        this.eraser = eraser;
        this.config = config;
    }

    @Scheduled(cron = "{rollcall.erasure.schedule}", timeZone = "UTC", concurrentExecution = ConcurrentExecution.SKIP)
    void repeat() {
        try {
            Instant oldest = clock.instant().minus(config.repeatFor());
            Set<Long> recent = tombstones.all().stream()
                    .filter(tombstone -> !tombstone.requestedAt().isBefore(oldest))
                    .map(Tombstone::profileId)
                    .collect(Collectors.toSet());
            eraser.repeat(recent);
        } catch (ErasureRunningException asked) {
            LOG.info("the nightly erasure is left out: one that was asked for is under way");
        } catch (RuntimeException failed) {
            // Counted by the eraser; the next night takes the same tombstones and more.
            LOG.error("the nightly erasure failed; its profiles wait for the next one", failed);
        }
    }
}
