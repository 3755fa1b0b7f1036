package io.rollcall.lakehouse.reconcile;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lakehouse.reconcile.Reconciliation.Failure;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * The progress of the reconciliation. It is sealed, so that whoever shows it has a line for each. As JSON it says which
 * state it is.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "state")
public sealed interface ReconciliationProgress {
    /** None has run since the service was started. */
    @JsonTypeName("never_run")
    record NeverRun() implements ReconciliationProgress {}

    /** It waits until the archive holds what was received before the run was asked for. */
    @JsonTypeName("waiting_for_archive")
    record WaitingForArchive(Instant since) implements ReconciliationProgress {}

    /** It counts days, some at once; {@code dt} is the first of those. */
    @JsonTypeName("counting")
    record Counting(
            Instant since,
            @JsonProperty("days_done") int done,
            @JsonProperty("days") int of,
            LocalDate dt) implements ReconciliationProgress {}

    /** It works out what follows from the days and publishes them. */
    @JsonTypeName("publishing")
    record Publishing(Instant since, int days) implements ReconciliationProgress {
        @JsonProperty("days_done")
        int done() {
            return days;
        }
    }

    /** The days are published; it works the metrics out. */
    @JsonTypeName("working_out")
    record WorkingOut(
            Instant since,
            @JsonProperty("metrics_done") int done,
            @JsonProperty("metrics") int of,
            String metric) implements ReconciliationProgress {}

    /** The last run has ended: well, but for the parts that it names. */
    @JsonTypeName("done")
    @JsonPropertyOrder({"since", "ended_at", "days_done", "days", "run", "as_of", "published", "waiting", "failures"})
    record Done(
            Instant since,
            @JsonProperty("ended_at") Instant at,
            @JsonIgnore Reconciliation result) implements ReconciliationProgress {
        @JsonProperty("days_done")
        int done() {
            return days();
        }

        @JsonProperty("days")
        int days() {
            return result.published().size();
        }

        @JsonProperty("run")
        String run() {
            return result.run();
        }

        @JsonProperty("as_of")
        Instant asOf() {
            return result.asOf();
        }

        @JsonProperty("published")
        List<Day> published() {
            return result.published().stream().map(Day::of).toList();
        }

        @JsonProperty("waiting")
        List<LocalDate> waiting() {
            return result.waiting();
        }

        @JsonProperty("failures")
        List<Failure> failures() {
            return result.failures();
        }
    }

    /** A day as it stands now. */
    record Day(
            LocalDate dt,
            String status,
            @JsonProperty("as_of") Instant asOf) {
        private static Day of(PublishedDay day) {
            return new Day(day.dt(), day.status().word(), day.asOf());
        }
    }

    /** The last run has not ended well; the next one begins where it was. */
    @JsonTypeName("failed")
    record Failed(
            Instant since,
            @JsonProperty("ended_at") Instant at,
            @JsonProperty("detail") String why) implements ReconciliationProgress {}
}
