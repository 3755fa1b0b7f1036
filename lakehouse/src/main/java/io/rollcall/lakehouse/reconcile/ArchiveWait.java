package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.log.ReadProgress;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Waits until the archive holds everything that was on the log at a moment. */
@ApplicationScoped
class ArchiveWait {
    private static final Logger LOG = Logger.getLogger(ArchiveWait.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final Lake lake;
    private final Archiver archiver;
    private final ReconcileConfig config;
    private final InstantSource clock = InstantSource.system();
    private final CountDownLatch never = new CountDownLatch(1);

    ArchiveWait(Lake lake, Archiver archiver, ReconcileConfig config) {
        this.lake = lake;
        this.archiver = archiver;
        this.config = config;
    }

    /** Waits, but no longer than is configured: a stalled archiver delays days, and holds up nothing else. */
    void until(Instant moment) {
        // Who has seen the end of the log then says so a little less of it: what was on its way is not waited for.
        Instant asOf = moment.minus(ReadProgress.ON_ITS_WAY);
        Instant end = clock.instant().plus(config.archiveWait());
        while (asOf().isBefore(asOf)) {
            if (!clock.instant().isBefore(end)) {
                LOG.warnf(
                        "the archive holds everything up to %s only, not up to %s; days it has not passed wait for the next run",
                        asOf(), asOf);
                return;
            }
            archiver.commitSoon();
            pause();
        }
    }

    private Instant asOf() {
        return Instant.ofEpochMilli(lake.bronze().position().asOfMillis());
    }

    private void pause() {
        try {
            if (never.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody opens this latch");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the archive", interrupted);
        }
    }
}
