package io.rollcall.lakehouse.live;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.rollcall.event.Shards;
import io.rollcall.event.Tombstone;
import io.rollcall.lake.Lake;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.value.ProfileDays;
import io.rollcall.lakehouse.LiveRedis;
import io.rollcall.lakehouse.erasure.Tombstones;
import io.rollcall.lakehouse.live.RebuildProgress.Work;
import io.rollcall.lakehouse.live.RebuildRefusedException.Reason;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.DayRestore;
import io.rollcall.rollup.Freshness;
import io.rollcall.rollup.LiveRestore;
import io.rollcall.rollup.ShardBatch.Increment;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Restores days of the live counters from the published days of the lake. A shard's day is replaced in one step, and what is
 * served grows only at the end; so it may be killed at any point and asked for again.
 */
@ApplicationScoped
public class LiveRebuild {
    private static final Logger LOG = Logger.getLogger(LiveRebuild.class);
    private static final long STOP_MILLIS = 10_000;

    private final Lake lake;
    private final LiveRedis redis;
    private final Tombstones tombstones;
    private final MeterRegistry metrics;
    private final InstantSource clock = InstantSource.system();
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile RebuildProgress progress = new RebuildProgress.NeverRun();
    private volatile @Nullable Thread thread;

    LiveRebuild(Lake lake, LiveRedis redis, Tombstones tombstones, MeterRegistry metrics) {
        this.lake = lake;
        this.redis = redis;
        this.tombstones = tombstones;
        this.metrics = metrics;
    }

    /** The progress of the rebuild that is under way, or the end of the last one. */
    public RebuildProgress progress() {
        return progress;
    }

    /**
     * Begins to restore a day, and every later one up to where each shard is complete; returns once it has begun.
     *
     * @throws RebuildRefusedException when it cannot be done, or not now
     * @throws io.rollcall.rollup.RedisUnavailableException when Redis does not answer
     */
    public void start(LocalDate dt) {
        start((since, coverage, days) -> RebuildPlan.decide(dt, since, coverage, days));
    }

    /**
     * Begins to restore published days, and none but these where the live counters go on; returns once it has begun.
     *
     * @throws RebuildRefusedException when it cannot be done, or not now
     * @throws io.rollcall.rollup.RedisUnavailableException when Redis does not answer
     */
    void start(SortedSet<LocalDate> published) {
        start((since, coverage, days) -> RebuildPlan.ofPublished(published, since, coverage, days));
    }

    /** Decides once what the shards cover and what the lake knows are read. */
    private interface Planning {
        RebuildPlan plan(Instant since, Map<Integer, Freshness> coverage, LakeDays days);
    }

    private void start(Planning planning) {
        if (!running.compareAndSet(false, true)) {
            throw new RebuildRefusedException(
                    Reason.REBUILD_RUNNING, "a rebuild is under way; ask for its status, or again when it has ended");
        }
        boolean started = false;
        try {
            Instant since = clock.instant();
            LiveRestore restore = redis.restore(UUID.randomUUID().toString());
            LakeDays days = LakeDays.of(lake, since);
            RebuildPlan plan = planning.plan(since, restore.coverage(), days);
            progress = new RebuildProgress.Running(since, new Work(plan.first(), plan.days(), 0, plan.steps()));
            Thread worker = new Thread(() -> rebuild(plan, restore, days, since), "live-rebuild");
            thread = worker;
            worker.start();
            started = true;
        } finally {
            if (!started) {
                running.set(false);
            }
        }
    }

    private void rebuild(RebuildPlan plan, LiveRestore restore, LakeDays days, Instant since) {
        try {
            Set<Long> erased = erased();
            plan.shardsByDay()
                    .forEach((dt, shards) ->
                            restore(restore, dt, shards, days.published().get(dt), erased));
            eraseThoseSince(erased);
            // The first shard last: what is kept of windows is dropped when that one is through.
            IntStream.iterate(Shards.COUNT - 1, shard -> shard >= 0, shard -> shard - 1)
                    .forEach(shard -> restore.completeSince(shard, plan.first(), plan.daysOf(shard)));
            progress = new RebuildProgress.Done(since, clock.instant(), work());
            LOG.infof("the live counters hold %s again", plan.days());
            count("done");
        } catch (RuntimeException failed) {
            progress = new RebuildProgress.Failed(since, clock.instant(), work(), String.valueOf(failed.getMessage()));
            LOG.error("the rebuild of live counters failed; ask again", failed);
            count("failed");
        } finally {
            running.set(false);
        }
    }

    private Set<Long> erased() {
        return tombstones.all().stream().map(Tombstone::profileId).collect(Collectors.toSet());
    }

    /** Profiles that were erased while their counts were on the way to Redis. */
    private void eraseThoseSince(Set<Long> before) {
        erased().stream().filter(profileId -> !before.contains(profileId)).forEach(redis.eraser()::erase);
    }

    private void restore(
            LiveRestore restore,
            LocalDate dt,
            Set<Integer> shards,
            @Nullable PublishedDay published,
            Set<Long> erased) {
        if (published == null) { // nobody was there
            replace(restore.day(dt, shards, 0, clock.instant()), shards);
            return;
        }
        try (ProfileDays profiles = lake.profileDays(published)) {
            DayRestore day = restore.day(dt, shards, profiles.count(), clock.instant());
            profiles.forEach(profile -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("the service was stopped; ask again");
                }
                if (!erased.contains(profile.profileId())) {
                    day.add(profile.profileId(), increments(profile.regions()));
                }
            });
            replace(day, shards);
        }
    }

    private void replace(DayRestore day, Set<Integer> shards) {
        shards.forEach(shard -> {
            day.replace(shard);
            if (progress instanceof RebuildProgress.Running now) {
                progress = new RebuildProgress.Running(now.since(), now.work().step());
            }
        });
    }

    private static Map<String, Increment> increments(List<ProfileDays.InRegion> regions) {
        Map<String, Increment> increments = new HashMap<>();
        regions.forEach(region -> increments.put(
                region.region(),
                new Increment(
                        region.activeEvents() > 0,
                        new Counters(
                                region.events(),
                                region.playEvents(),
                                region.searchEvents(),
                                region.browseEvents(),
                                region.totalWatchTimeSec()))));
        return increments;
    }

    private Work work() {
        if (progress instanceof RebuildProgress.Running now) {
            return now.work();
        }
        throw new IllegalStateException("a rebuild that runs says so");
    }

    private void count(String outcome) {
        metrics.counter("rollcall.live.rebuilds", "outcome", outcome).increment();
    }

    /** Early, while Redis and the lake are still there. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        Thread rebuilding = thread;
        if (rebuilding != null && rebuilding.isAlive()) {
            rebuilding.interrupt();
            rebuilding.join(STOP_MILLIS);
        }
    }
}
