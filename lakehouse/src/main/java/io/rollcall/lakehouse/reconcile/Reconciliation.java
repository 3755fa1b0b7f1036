package io.rollcall.lakehouse.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.lake.day.PublishedDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of a run. It is fired as a CDI event once its days are published.
 *
 * @param run names it
 * @param asOf everything received up to then is in the days
 * @param published the days as they stand now; none when nothing was due
 * @param waiting days with data that are not over yet, or whose end the archive has not passed
 * @param failures what failed, while the rest went on
 */
public record Reconciliation(
        String run, Instant asOf, List<PublishedDay> published, List<LocalDate> waiting, List<Failure> failures) {
    public Reconciliation {
        published = List.copyOf(published);
        waiting = List.copyOf(waiting);
        failures = List.copyOf(failures);
    }

    /** The same where more has failed since. */
    Reconciliation and(List<Failure> more) {
        return new Reconciliation(
                run,
                asOf,
                published,
                waiting,
                Stream.concat(failures.stream(), more.stream()).toList());
    }

    /**
     * A part of a run that failed while the others went on.
     *
     * @param metric whose values of those days could not be worked out; null where the day itself could not be counted or published
     * @param from the first of its days
     * @param to the last
     * @param detail why
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Failure(@Nullable String metric, LocalDate from, LocalDate to, String detail) {
        /** The name of a day that failed in the operator's metrics. */
        static final String DAY = "day";

        static Failure of(LocalDate dt, RuntimeException why) {
            return new Failure(null, dt, dt, String.valueOf(why.getMessage()));
        }

        static Failure of(String metric, LocalDate from, LocalDate to, RuntimeException why) {
            return new Failure(metric, from, to, String.valueOf(why.getMessage()));
        }

        /** Both, of the same part: all days between, and the reason of the first. */
        Failure and(Failure later) {
            return new Failure(metric, from, later.to, detail);
        }

        /** The name of the failed part in the operator's metrics. */
        String part() {
            return metric == null ? DAY : metric;
        }
    }
}
