package io.rollcall.lakehouse.erasure;

import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.rollcall.lakehouse.LiveRedis;
import io.rollcall.rollup.LiveEraser;
import io.rollcall.rollup.RedisUnavailableException;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.LinkedBlockingDeque;
import org.jboss.logging.Logger;

/**
 * Takes profiles that were erased a moment ago out of the live counters again, until that is sure to last: a Redis that crashes has
 * lost its last second, a replica that takes over what it had not been sent, and a worker that had not read the tombstone yet has
 * counted one event more. What a restart of this service forgets here is done at night.
 */
@ApplicationScoped
class RecentErasures {
    private static final Logger LOG = Logger.getLogger(RecentErasures.class);

    /** Longer than Redis writes behind, a replica lags, and a worker takes to follow the tombstones. */
    private static final Duration LASTING = Duration.ofMinutes(1);

    /** Erasures are made one after the other: a minute has fewer. */
    private static final int MOST = 10_000;

    private final LiveRedis redis;
    private final InstantSource clock = InstantSource.system();
    private final LinkedBlockingDeque<Recent> waiting = new LinkedBlockingDeque<>(MOST);

    private record Recent(long profileId, Instant erasedAt) {}

    RecentErasures(LiveRedis redis) {
        this.redis = redis;
    }

    /** A profile has just been taken out of the live counters. */
    void add(long profileId) {
        if (!waiting.offer(new Recent(profileId, clock.instant()))) {
            LOG.info(
                    "more profiles were erased within a minute than are looked after again; the night repeats all of them");
        }
    }

    // A start that fails ends while the scheduler already runs.
    @Scheduled(
            every = "20s",
            concurrentExecution = ConcurrentExecution.SKIP,
            skipExecutionIf = Scheduled.ApplicationNotRunning.class)
    void repeat() {
        repeat(clock.instant());
    }

    /** Those of which Redis does not answer stay for the next time. */
    void repeat(Instant now) {
        LiveEraser eraser = redis.eraser();
        try {
            for (Recent recent : List.copyOf(waiting)) {
                if (!eraser.erase(recent.profileId()).isEmpty()) {
                    LOG.info("an erased profile had come back to the live counters, and was taken out again");
                }
                if (!now.isBefore(recent.erasedAt().plus(LASTING))) {
                    waiting.remove(recent);
                }
            }
        } catch (RedisUnavailableException away) {
            LOG.debugf("%d recent erasures wait for Redis: %s", waiting.size(), away.getMessage());
        }
    }
}
