package io.rollcall.lake.day;

import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.Tables;
import java.time.Instant;
import java.util.Optional;

/**
 * The time at which a reconciliation last ended with nothing failed: a property of the table of published days. What is
 * published does not say it, since a run whose parts failed publishes the others, and one that has nothing to do is a
 * success.
 */
public final class LastSuccess {
    private static final String NAME = "rollcall.reconciliation.last-success";

    private LastSuccess() {}

    /** The time as it was last noted; empty for never. */
    public static Optional<Instant> read(Tables tables) {
        return Optional.ofNullable(
                        tables.table(LakeTable.PUBLISHED).properties().get(NAME))
                .map(Instant::parse);
    }

    /** Notes one; several processes may do so, and the last to write is right enough. */
    public static void note(Tables tables, Instant at) {
        tables.table(LakeTable.PUBLISHED)
                .updateProperties()
                .set(NAME, at.toString())
                .commit();
    }
}
