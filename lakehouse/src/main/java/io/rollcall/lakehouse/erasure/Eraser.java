package io.rollcall.lakehouse.erasure;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.rollcall.event.Tombstone;
import io.rollcall.lake.Lake;
import io.rollcall.lake.erasure.ErasureProof;
import io.rollcall.lakehouse.LakeTurns;
import io.rollcall.lakehouse.LiveRedis;
import io.rollcall.rollup.DayCounters;
import io.rollcall.rollup.LiveEraser;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Erases profiles: it writes a tombstone first, so that nothing more of them is counted or kept, then erases from the
 * live counters, then from the lake. Every step may be done again; one that fails leaves the tombstone, and the nightly
 * run does the rest.
 */
@Startup
@ApplicationScoped
public class Eraser {
    private static final Logger LOG = Logger.getLogger(Eraser.class);
    private static final String ASKED = "asked";
    private static final String REPEATED = "repeated";
    private static final String DONE = "done";
    private static final String FAILED = "failed";

    private final Tombstones tombstones;
    private final LiveRedis redis;
    private final RecentErasures recent;
    private final Lake lake;
    private final LakeTurns turns;
    private final MeterRegistry metrics;
    private final InstantSource clock = InstantSource.system();
    private final ReentrantLock running = new ReentrantLock();

    Eraser(
            Tombstones tombstones,
            LiveRedis redis,
            RecentErasures recent,
            Lake lake,
            LakeTurns turns,
            MeterRegistry metrics) {
        this.tombstones = tombstones;
        this.redis = redis;
        this.recent = recent;
        this.lake = lake;
        this.turns = turns;
        this.metrics = metrics;
        // Shown as 0 from the start: of a series that begins with its first failure nobody would see the increase.
        Stream.of(ASKED, REPEATED).forEach(kind -> Stream.of(DONE, FAILED).forEach(outcome -> counter(kind, outcome)));
    }

    /**
     * Erases a profile, on the caller's thread.
     *
     * @throws ErasureRunningException when another erasure is under way; nothing was done
     * @throws RuntimeException when Kafka, Redis or the lake fails; when Kafka has the tombstone, the rest is done at night
     */
    Erased erase(long profileId) {
        return alone(ASKED, () -> {
            Tombstone tombstone = new Tombstone(profileId, clock.instant().truncatedTo(ChronoUnit.MILLIS));
            tombstones.write(tombstone);
            SortedMap<LocalDate, DayCounters> live = redis.eraser().erase(profileId);
            recent.add(profileId);
            ErasureProof proof = lake.erase(Set.of(profileId), clock.instant());
            return new Erased(profileId, tombstone.requestedAt(), live, proof);
        });
    }

    /** Erases profiles again whose tombstones are there. */
    void repeat(Collection<Long> profiles) {
        if (profiles.isEmpty()) {
            return;
        }
        ErasureProof proof = alone(REPEATED, () -> {
            LiveEraser live = redis.eraser();
            profiles.forEach(live::erase);
            return lake.erase(Set.copyOf(profiles), clock.instant());
        });
        LOG.infof(
                "%d erased profiles: %d files of the lake held one of them, none of %d does now",
                profiles.size(), proof.filesRewritten() + proof.filesRemoved(), proof.filesScanned());
    }

    private <T> T alone(String kind, Supplier<T> erasure) {
        if (!running.tryLock()) {
            throw new ErasureRunningException();
        }
        try {
            T done = turns.work(erasure);
            counter(kind, DONE).increment();
            return done;
        } catch (RuntimeException failed) {
            counter(kind, FAILED).increment();
            throw failed;
        } finally {
            running.unlock();
        }
    }

    private Counter counter(String kind, String outcome) {
        return metrics.counter("rollcall.erasures", "kind", kind, "outcome", outcome);
    }
}
