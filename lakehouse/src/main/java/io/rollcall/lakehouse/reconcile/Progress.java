package io.rollcall.lakehouse.reconcile;

import java.time.Instant;
import java.time.LocalDate;

/** How far the reconciliation is. Sealed, so that whoever shows it has a line for each. */
public sealed interface Progress {
    /** None has run since the service was started. */
    record NeverRun() implements Progress {}

    /** It waits until the archive holds what was received before the run was asked for. */
    record WaitingForArchive(Instant since) implements Progress {}

    /** It counts days, one after the other. */
    record Counting(Instant since, int done, int of, LocalDate dt) implements Progress {}

    /** It works out what follows from the days and publishes them. */
    record Publishing(Instant since, int days) implements Progress {}

    /** The days are published; it works the metrics out. */
    record WorkingOut(Instant since, int done, int of, String metric) implements Progress {}

    /** The last run has ended well. */
    record Done(Instant since, Instant at, Reconciliation result) implements Progress {}

    /** The last run has not ended well; the next one begins where it was. */
    record Failed(Instant since, Instant at, String why) implements Progress {}
}
