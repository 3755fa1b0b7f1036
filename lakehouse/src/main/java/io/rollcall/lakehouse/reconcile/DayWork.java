package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.day.PublishedMeanwhileException;
import io.rollcall.lake.publish.Publication;
import io.rollcall.lake.report.LiveSide;
import io.rollcall.lakehouse.reconcile.Reconciliation.Failure;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Counts the days that are due and publishes them, in one step as long as nothing fails. A day that fails is left out and the
 * others are published: which of them it is that cannot be published is found by halves. For one run.
 */
final class DayWork {
    private static final Logger LOG = Logger.getLogger(DayWork.class);

    /** So many odd days may fail; where more do, it is not the days that are odd, and the run fails as a whole. */
    static final int MOST_FAILURES = 10;

    private final Lake lake;
    private final LiveSide live;
    private final Instant since;
    private final Consumer<ReconciliationProgress> shown;
    private final InstantSource clock;
    private final List<Failure> failures = new ArrayList<>();

    DayWork(Lake lake, LiveSide live, Instant since, Consumer<ReconciliationProgress> shown, InstantSource clock) {
        this.lake = lake;
        this.live = live;
        this.since = since;
        this.shown = shown;
        this.clock = clock;
    }

    /**
     * Does all the work on the days.
     *
     * @throws PublishedMeanwhileException when another run was faster: do it again
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: do it again
     */
    Reconciliation of(Selection selection) {
        Publication run = lake.beginRun(clock.instant());
        List<DueDay> due = due(run, selection);
        List<DueDay> counted = new ArrayList<>();
        int done = 0;
        for (List<DueDay> piece : run.pieces(due)) {
            shown.accept(new ReconciliationProgress.Counting(
                    since, done, due.size(), piece.get(0).dt()));
            counted.addAll(counted(run, piece));
            done += piece.size();
        }
        shown.accept(new ReconciliationProgress.Publishing(since, counted.size()));
        List<PublishedDay> published = publish(run, counted);
        published.forEach(
                day -> LOG.infof("%s is %s as of %s", day.dt(), day.status().word(), day.asOf()));
        return new Reconciliation(run.id(), run.asOf(), published, run.waiting(), failures);
    }

    private static List<DueDay> due(Publication run, Selection selection) {
        if (selection instanceof Selection.Range range) {
            return run.asked(range::holds);
        }
        return run.touched();
    }

    /** Counts a piece of the days; those of them that can be. */
    private List<DueDay> counted(Publication run, List<DueDay> piece) {
        try {
            run.count(piece);
            return piece;
        } catch (PublishedMeanwhileException | ErasedMeanwhileException overtaken) {
            throw overtaken;
        } catch (RuntimeException broken) {
            if (piece.size() == 1) {
                leaveOut(piece.get(0), broken);
                return List.of();
            }
            LOG.warnf("%d days cannot be counted together; those that can are (%s)", piece.size(), firstLine(broken));
            List<DueDay> counted = new ArrayList<>(counted(run, piece.subList(0, piece.size() / 2)));
            counted.addAll(counted(run, piece.subList(piece.size() / 2, piece.size())));
            return counted;
        }
    }

    private List<PublishedDay> publish(Publication run, List<DueDay> days) {
        try {
            return run.publish(days, live, clock.instant());
        } catch (PublishedMeanwhileException | ErasedMeanwhileException overtaken) {
            throw overtaken;
        } catch (RuntimeException broken) {
            if (days.size() == 1) {
                leaveOut(days.get(0), broken);
                return List.of();
            }
            LOG.warnf("%d days cannot be published together; those that can are (%s)", days.size(), firstLine(broken));
            List<PublishedDay> published = new ArrayList<>(publishAnew(days.subList(0, days.size() / 2)));
            published.addAll(publishAnew(days.subList(days.size() / 2, days.size())));
            return published;
        }
    }

    /**
     * Publishes days in a new run. The rows that the failed run has written stay invisible under its name; the next one
     * takes its counts.
     */
    private List<PublishedDay> publishAnew(List<DueDay> days) {
        Publication run = lake.beginRun(clock.instant());
        return publish(
                run,
                run.pieces(days).stream()
                        .flatMap(piece -> counted(run, piece).stream())
                        .toList());
    }

    private void leaveOut(DueDay day, RuntimeException why) {
        if (failures.size() >= MOST_FAILURES) {
            throw why;
        }
        LOG.errorf(why, "%s failed and is left out; the next run takes it", day.dt());
        failures.add(Failure.of(day.dt(), why));
    }

    /**
     * Why something failed that is tried again in smaller parts, in one line: how large a part may be is found out this way,
     * and what fails by itself is said with its trace.
     */
    static String firstLine(Throwable broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }
}
