package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.report.LiveSide;
import io.rollcall.lake.value.MetricRun;
import io.rollcall.lakehouse.report.LiveSideReader;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * Recomputes days from their raw events and publishes them. Idempotent: a run over days that nothing has touched changes
 * nothing. Killed at any point, nothing half-done is ever seen, and the next run goes on with what was counted.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class);

    private final Lake lake;
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
    private volatile Progress progress = new Progress.NeverRun();

    Reconciler(
            Lake lake,
            ArchiveWait archive,
            LiveSideReader liveSide,
            TitleFile titles,
            ReconcileConfig config,
            ReconcileMetrics metrics,
            Event<Reconciliation> ended) {
        this.lake = lake;
        this.archive = archive;
        this.liveSide = liveSide;
        this.titles = titles;
        this.config = config;
        this.metrics = metrics;
        this.ended = ended;
    }

    /** How far the run is that is under way, or how the last one ended. */
    public Progress progress() {
        return progress;
    }

    /**
     * Runs, on the caller's thread, until the days are published.
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
        progress = new Progress.WaitingForArchive(since);
        return since;
    }

    /** For whoever has claimed the one place there is. */
    private Reconciliation run(Selection selection, Instant since) {
        try {
            titles.load();
            // First what the live counters say: the archive then reaches at least as far as they had counted.
            LiveSide live = liveSide.read();
            archive.until(clock.instant());
            lake.sweep(since);
            Reconciliation result = attempts(selection, live, since);
            metrics.succeeded(result, clock.instant());
            LOG.infof(
                    "reconciled %d days as of %s; %d days wait",
                    result.published().size(), result.asOf(), result.waiting().size());
            ended.fire(result);
            workOut(since);
            progress = new Progress.Done(since, clock.instant(), result);
            return result;
        } catch (RuntimeException failed) {
            metrics.failed();
            progress = new Progress.Failed(since, clock.instant(), String.valueOf(failed.getMessage()));
            throw failed;
        } finally {
            running.set(false);
        }
    }

    private Reconciliation attempts(Selection selection, LiveSide live, Instant since) {
        for (int attempt = 1; ; attempt++) {
            try {
                return attempt(selection, live, since);
            } catch (PublishedMeanwhileException | ErasedMeanwhileException overtaken) {
                if (attempt >= config.attempts()) {
                    throw overtaken;
                }
                LOG.infof("%s", overtaken.getMessage());
            }
        }
    }

    private Reconciliation attempt(Selection selection, LiveSide live, Instant since) {
        Publication run = lake.beginRun(clock.instant());
        List<DueDay> due = due(run, selection);
        for (int done = 0; done < due.size(); done++) {
            DueDay day = due.get(done);
            progress = new Progress.Counting(since, done, due.size(), day.dt());
            run.count(day);
        }
        progress = new Progress.Publishing(since, due.size());
        List<PublishedDay> published = run.publish(due, live, clock.instant());
        published.forEach(
                day -> LOG.infof("%s is %s as of %s", day.dt(), day.status().word(), day.asOf()));
        return new Reconciliation(run.id(), run.asOf(), published, run.waiting());
    }

    /** The computed metrics, whatever made them due: these days, or a definition that has changed since the last night. */
    private void workOut(Instant since) {
        MetricRun figures = lake.beginMetricRun();
        List<MetricRun.Due> due = figures.due();
        for (int done = 0; done < due.size(); done++) {
            MetricRun.Due piece = due.get(done);
            progress = new Progress.WorkingOut(
                    since, done, due.size(), piece.computation().name());
            figures.workOut(piece);
        }
        if (!due.isEmpty()) {
            LOG.infof("worked the metrics out in %d steps", due.size());
        }
    }

    private static List<DueDay> due(Publication run, Selection selection) {
        if (selection instanceof Selection.Range range) {
            return run.asked(range::holds);
        }
        return run.touched();
    }

    @PreDestroy
    void stop() {
        // A killed run is taken up by the next one: nothing to wait for.
        background.shutdownNow();
    }
}
