package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.Lake;
import io.rollcall.lake.day.ErasedMeanwhileException;
import io.rollcall.lake.metric.BoundComputation;
import io.rollcall.lake.value.MetricRun;
import io.rollcall.lakehouse.reconcile.Reconciliation.Failure;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * Works the computed metrics out, whatever made them due: days that were published, or a definition that has changed since the
 * last night. A metric that fails for some days keeps what it said of them, and the other metrics and days go on. For one run.
 */
final class FigureWork {
    private static final Logger LOG = Logger.getLogger(FigureWork.class);

    private final Lake lake;
    private final Instant since;
    private final Consumer<ReconciliationProgress> shown;
    private final Map<String, Failure> failures = new LinkedHashMap<>();

    /**
     * The number of days that failed, by metric: where there are many of them, it is not the days that are odd, and
     * halves are not tried any more.
     */
    private final Map<String, Integer> failedDays = new HashMap<>();

    FigureWork(Lake lake, Instant since, Consumer<ReconciliationProgress> shown) {
        this.lake = lake;
        this.since = since;
        this.shown = shown;
    }

    /**
     * Works out all figures that are due.
     *
     * @return what failed, by metric
     * @throws ErasedMeanwhileException when profiles were erased meanwhile: do it again
     */
    List<Failure> ofAllDays() {
        MetricRun figures = lake.beginMetricRun();
        List<MetricRun.Due> due = new ArrayList<>();
        lake.metrics().nightly().forEach(computation -> due.addAll(due(figures, computation)));
        for (int done = 0; done < due.size(); done++) {
            MetricRun.Due piece = due.get(done);
            String metric = piece.computation().name();
            shown.accept(new ReconciliationProgress.WorkingOut(since, done, due.size(), metric));
            workOut(figures, piece);
        }
        if (!due.isEmpty()) {
            LOG.infof("worked the metrics out in %d steps", due.size());
        }
        return List.copyOf(failures.values());
    }

    private List<MetricRun.Due> due(MetricRun figures, BoundComputation computation) {
        try {
            return figures.due(computation);
        } catch (ErasedMeanwhileException overtaken) {
            throw overtaken;
        } catch (RuntimeException broken) {
            LOG.errorf(broken, "it cannot be said which days of %s are due", computation.name());
            LocalDate today = LocalDate.ofInstant(since, ZoneOffset.UTC);
            failures.put(computation.name(), Failure.of(computation.name(), today, today, broken));
            return List.of();
        }
    }

    /** Works out a piece. Where it fails, it finds by halves which of its days do. */
    private void workOut(MetricRun figures, MetricRun.Due piece) {
        try {
            figures.workOut(piece);
        } catch (ErasedMeanwhileException overtaken) {
            throw overtaken;
        } catch (RuntimeException broken) {
            String metric = piece.computation().name();
            List<LocalDate> days = piece.days();
            if (days.size() == 1 || failedDays.getOrDefault(metric, 0) >= DayWork.MOST_FAILURES) {
                leaveOut(metric, days, broken);
                return;
            }
            LOG.warnf(
                    "%s of %d days cannot be worked out together; those that can are (%s)",
                    metric, days.size(), DayWork.firstLine(broken));
            workOut(figures, new MetricRun.Due(piece.computation(), days.subList(0, days.size() / 2)));
            workOut(figures, new MetricRun.Due(piece.computation(), days.subList(days.size() / 2, days.size())));
        }
    }

    private void leaveOut(String metric, List<LocalDate> days, RuntimeException why) {
        LocalDate from = days.get(0);
        LocalDate to = days.get(days.size() - 1);
        LOG.errorf(why, "%s of %s to %s failed; the next run takes it", metric, from, to);
        failures.merge(metric, Failure.of(metric, from, to, why), Failure::and);
        failedDays.merge(metric, days.size(), Integer::sum);
    }
}
