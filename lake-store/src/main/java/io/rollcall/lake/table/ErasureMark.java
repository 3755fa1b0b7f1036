package io.rollcall.lake.table;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.iceberg.Transaction;
import org.apache.iceberg.UpdateProperties;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * A property of every table that names profiles; it changes when an erasure begins to work on the table. Whoever writes rows
 * that it read before that refuses to commit them upon the changed table: what was committed earlier the erasure sees,
 * and nothing comes later.
 */
public final class ErasureMark {
    private static final String NAME = "rollcall.erasure";
    private static final String REMOVED_AT = "rollcall.erasure.removed-at.";

    private ErasureMark() {}

    /** The last erasure that was begun; empty for none. */
    public static String read(Map<String, String> properties) {
        return properties.getOrDefault(NAME, "");
    }

    public static void renew(Table table) {
        table.updateProperties().set(NAME, UUID.randomUUID().toString()).commit();
    }

    /** Notes in bronze that rows of days are about to be taken out of some table; before they are, so that it is never noted too late. */
    public static void noteRemoval(Table bronze, Collection<LocalDate> days, Instant at) {
        UpdateProperties notes = bronze.updateProperties();
        days.forEach(dt -> notes.set(REMOVED_AT + dt, at.toString()));
        notes.commit();
    }

    /**
     * The times at which rows of a profile were last taken out of each day, in any table; days that none were taken out
     * of are not there.
     */
    public static Map<LocalDate, Instant> lastRemovals(Map<String, String> ofBronze) {
        Map<LocalDate, Instant> removals = new TreeMap<>();
        ofBronze.forEach((name, value) -> {
            if (name.startsWith(REMOVED_AT)) {
                removals.put(LocalDate.parse(name.substring(REMOVED_AT.length())), Instant.parse(value));
            }
        });
        return removals;
    }

    /**
     * Begins a transaction whose rows were read while certain erasures were known.
     *
     * @param known {@link #read} from the table's properties before the rows were read; the commit fails with a {@link
     *     ValidationException} when another erasure was begun since
     */
    public static Transaction transaction(Table table, String known) {
        return GuardedOperations.transaction(table, base -> require(known, base.properties()));
    }

    /**
     * Holds a commit to the erasures that its rows know of.
     *
     * @param base properties of what the commit builds upon
     * @throws ValidationException when another one was begun since
     */
    public static void require(String known, Map<String, String> base) {
        if (!read(base).equals(known)) {
            throw new ValidationException("profiles are being erased that may be among the rows: read them again");
        }
    }
}
