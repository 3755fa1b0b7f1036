package io.rollcall.lakehouse.openday;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.publish.OpenDayRun;
import io.rollcall.lake.publish.OpenDayRun.Refreshed;
import io.rollcall.lakehouse.LakeTurns;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.lakehouse.reconcile.Reconciliation;
import io.rollcall.lakehouse.reconcile.TitleFile;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Counts the open days again and again, on a thread of its own, as often as {@link RefreshPace} says and while nobody else works on the
 * lake. Where nothing new was archived it looks, and does nothing. Killed at any point, what was to be seen still is, and the next count
 * begins anew.
 */
@ApplicationScoped
public class OpenDayRefresh {
    private static final Logger LOG = Logger.getLogger(OpenDayRefresh.class);

    /** Somebody else works on the lake: that may be a moment, or the night. */
    private static final Duration WHILE_BUSY = Duration.ofSeconds(2);

    /**
     * The longest time that is waited for the archive. Records that wait are archived within a moment; where they are
     * not, the archive has an alarm of its own.
     */
    private static final Duration ARCHIVED_WITHIN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(5);
    private static final Duration STOPPED_WITHIN = Duration.ofSeconds(10);

    private final Lake lake;
    private final LakeTurns turns;
    private final Archiver archiver;
    private final TitleFile titles;
    private final OpenDayConfig config;
    private final OpenDayMetrics metrics;
    private final Event<Refreshed> counted;
    private final InstantSource clock = InstantSource.system();
    private final RefreshPause pause = new RefreshPause();
    private Instant sweptAt = Instant.EPOCH;
    private @Nullable Thread thread;

    OpenDayRefresh(
            Lake lake,
            LakeTurns turns,
            Archiver archiver,
            TitleFile titles,
            OpenDayConfig config,
            OpenDayMetrics metrics,
            Event<Refreshed> counted) {
        this.lake = lake;
        this.turns = turns;
        this.archiver = archiver;
        this.titles = titles;
        this.config = config;
        this.metrics = metrics;
        this.counted = counted;
    }

    void start(@Observes StartupEvent event) {
        if (config.enabled()) {
            RefreshPace pace = RefreshPace.of(config);
            metrics.current(clock.instant());
            Thread started = new Thread(() -> goOn(pace), "open-day");
            started.setDaemon(true);
            started.start();
            thread = started;
        }
    }

    private void goOn(RefreshPace pace) {
        Duration wait = Duration.ZERO;
        while (pause.isOver(wait)) {
            Instant begin = clock.instant();
            wait = refresh() ? pace.pauseAfter(Duration.between(begin, clock.instant())) : WHILE_BUSY;
        }
    }

    /**
     * Days were published: windows and cohorts of today that were counted before know nothing of them, and are counted anew as
     * soon as the run lets them.
     */
    void published(@Observes Reconciliation run) {
        pause.cutShort();
    }

    /**
     * Looks once, and counts what is new.
     *
     * @return false when somebody else works on the lake; nothing was done then
     */
    boolean refresh() {
        if (archiver.isBehind()) {
            awaitArchived();
        }
        return turns.countUnlessBusy(() -> {
            try {
                metrics.current(count());
            } catch (RuntimeException failed) {
                if (!pause.isStopped()) {
                    metrics.failed(OpenDayMetrics.RUN);
                    LOG.warnf(failed, "the open days could not be counted; what was counted before stays");
                }
            }
        });
    }

    /** Counts, and says up to when everything is in the figures. */
    private Instant count() {
        titles.load();
        Instant begin = clock.instant();
        // Before the lake is looked at: what was archived by then the run sees. An archive to which nothing comes
        // seldom commits.
        Optional<Instant> whole = archiver.nothingWaitedAt();
        OpenDayRun run = lake.beginOpenDays(begin);
        if (run.isDue()) {
            count(run);
            metrics.refreshed(Duration.between(begin, clock.instant()));
        }
        if (begin.isAfter(sweptAt.plus(BETWEEN_SWEEPS))) {
            sweptAt = begin;
            lake.sweepOpenDays(begin);
        }
        return whole.filter(run.asOf()::isBefore).orElse(run.asOf());
    }

    private void count(OpenDayRun run) {
        try {
            Refreshed refreshed = run.refresh();
            refreshed.failed().forEach((metric, why) -> {
                metrics.failed(metric);
                LOG.warnf(why, "%s of %s could not be worked out; it is as it was", metric, refreshed.days());
            });
            LOG.debugf("counted %s as of %s", refreshed.days(), run.asOf());
            counted.fire(refreshed);
        } catch (ErasedMeanwhileException | PublishedMeanwhileException overtaken) {
            // By another process: its lake is ours, and the next count sees what it did.
            LOG.infof("%s", overtaken.getMessage());
        }
    }

    private void awaitArchived() {
        ArchivePosition before = lake.bronze().position();
        archiver.commitSoon();
        Instant end = clock.instant().plus(ARCHIVED_WITHIN);
        boolean stopped = false;
        while (!stopped
                && lake.bronze().position().equals(before)
                && clock.instant().isBefore(end)) {
            stopped = !pause.isOver(BETWEEN_LOOKS);
        }
    }

    /** Before the lake is closed. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        pause.stop();
        Thread running = thread;
        if (running != null) {
            running.join(STOPPED_WITHIN.toMillis());
        }
    }
}
