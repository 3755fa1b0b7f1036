package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.report.LiveSide;
import io.rollcall.lakehouse.LakeTurns;
import io.rollcall.lakehouse.report.LiveSideReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/**
 * Recomputes days from their raw events and publishes them. Idempotent: a run over days that nothing has touched changes
 * nothing. Killed at any point, nothing half-done is ever seen, and the next run goes on with what was counted.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final Lake lake;
    private final LakeTurns turns;
    private final ArchiveWait archive;
    private final LiveSideReader liveSide;
    private final TitleFile titles;
    private final ReconcileConfig config;
    private final ReconcileMetrics metrics;
    private final Event<Reconciliation> ended;
    private final InstantSource clock = InstantSource.system();
    private final AtomicBoolean running = new AtomicBoolean();
    private final ExecutorService background =
            Executors.newSingleThreadExecutor(work -> new Thread(work, "reconciliation"));
    private volatile ReconciliationProgress progress = new ReconciliationProgress.NeverRun();

    Reconciler(
            Lake lake,
            LakeTurns turns,
            ArchiveWait archive,
            LiveSideReader liveSide,
            TitleFile titles,
            ReconcileConfig config,
            ReconcileMetrics metrics,
            Event<Reconciliation> ended) {
        this.lake = lake;
        this.turns = turns;
        this.archive = archive;
        this.liveSide = liveSide;
        this.titles = titles;
        this.config = config;
        this.metrics = metrics;
        this.ended = ended;
    }

    /** The progress of the run that is under way, or the end of the last one. */
    public ReconciliationProgress progress() {
        return progress;
    }

    /**
     * Runs, on the caller's thread, until the days are published and the metrics worked out.
     *
     * @throws AlreadyRunningException when a run is under way in this process
     * @throws RuntimeException when it cannot be done now; nothing was published then
     */
    public Reconciliation reconcile(Selection selection) {
        return run(selection, claim());
    }

    /**
     * Begins a run on a thread of its own and returns; {@link #progress} shows it from now on.
     *
     * @throws AlreadyRunningException when a run is under way in this process
     */
    public void start(Selection selection) {
        Instant since = claim();
        try {
            background.execute(() -> inBackground(selection, since));
        } catch (RejectedExecutionException stopping) {
            running.set(false);
            throw stopping;
        }
    }

    private void inBackground(Selection selection, Instant since) {
        try {
            run(selection, since);
        } catch (RuntimeException failed) {
            // Counted, and shown by progress(); whoever asked reads it there.
            LOG.error("the reconciliation failed; its days wait for the next one", failed);
        }
    }

    private Instant claim() {
        if (!running.compareAndSet(false, true)) {
            throw new AlreadyRunningException();
        }
        Instant since = clock.instant();
        progress = new ReconciliationProgress.WaitingForArchive(since);
        return since;
    }

    /** Runs for whoever has claimed the one place there is. */
    private Reconciliation run(Selection selection, Instant since) {
        try {
            return turns.work(() -> runInTurn(selection, since));
        } catch (RuntimeException failed) {
            metrics.failed();
            progress = new ReconciliationProgress.Failed(since, clock.instant(), String.valueOf(failed.getMessage()));
            throw failed;
        } finally {
            running.set(false);
        }
    }

    private Reconciliation runInTurn(Selection selection, Instant since) {
        titles.load();
        // First what the live counters say: the archive then reaches at least as far as they had counted.
        LiveSide live = liveSide.read();
        archive.until(clock.instant());
        lake.sweep(since);
        Reconciliation days = again(() -> new DayWork(lake, live, since, this::show, clock).of(selection));
        metrics.published(days);
        LOG.infof(
                "reconciled %d days as of %s; %d days wait",
                days.published().size(), days.asOf(), days.waiting().size());
        ended.fire(days);
        Reconciliation result = days.and(again(() -> new FigureWork(lake, since, this::show).ofAllDays()));
        metrics.ended(result);
        // A run in which anything failed is no success, however much of it was done.
        if (result.failures().isEmpty()) {
            Instant success = clock.instant();
            lake.succeeded(success);
            metrics.succeeded(success);
        }
        progress = new ReconciliationProgress.Done(since, clock.instant(), result);
        return result;
    }

    private void show(ReconciliationProgress now) {
        progress = now;
    }

    private <T> T again(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (PublishedMeanwhileException | ErasedMeanwhileException overtaken) {
                if (attempt >= config.attempts()) {
                    throw overtaken;
                }
                LOG.infof("%s", overtaken.getMessage());
            }
        }
    }

    @PreDestroy
    void stop() {
        // A killed run is taken up by the next one: nothing to wait for.
        background.shutdownNow();
    }
}
