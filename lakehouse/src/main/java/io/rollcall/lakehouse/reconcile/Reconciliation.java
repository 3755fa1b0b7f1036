package io.rollcall.lakehouse.reconcile;

import io.rollcall.lake.day.PublishedDay;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * What a run did. Fired as a CDI event once its days are published.
 *
 * @param run names it
 * @param asOf everything received up to then is in the days
 * @param published the days as they stand now; none when nothing was due
 * @param waiting days with data that are not over yet, or whose end the archive has not passed
 */
public record Reconciliation(String run, Instant asOf, List<PublishedDay> published, List<LocalDate> waiting) {
    public Reconciliation {
        published = List.copyOf(published);
        waiting = List.copyOf(waiting);
    }
}
