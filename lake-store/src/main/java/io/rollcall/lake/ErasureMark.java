package io.rollcall.lake;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.iceberg.Table;
import org.apache.iceberg.exceptions.ValidationException;

/**
 * A property of every table that names profiles; it changes when an erasure begins to work on the table. Whoever writes rows
 * that it read before that refuses to commit them upon the changed table: what was committed earlier the erasure sees,
 * and nothing comes later.
 */
final class ErasureMark {
    private static final String NAME = "rollcall.erasure";
    private static final String REMOVED_AT = "rollcall.erasure.removed-at";

    private ErasureMark() {}

    /** The last erasure that was begun; empty for none. */
    static String read(Map<String, String> properties) {
        return properties.getOrDefault(NAME, "");
    }

    static void renew(Table table) {
        table.updateProperties().set(NAME, UUID.randomUUID().toString()).commit();
    }

    /** Notes in bronze that rows are about to be taken out of some table; before they are, so that it is never noted too late. */
    static void noteRemoval(Table bronze, Instant at) {
        bronze.updateProperties().set(REMOVED_AT, at.toString()).commit();
    }

    /** When rows of a profile were last taken out of any table; long ago when that never was. */
    static Instant lastRemoval(Map<String, String> ofBronze) {
        return Optional.ofNullable(ofBronze.get(REMOVED_AT)).map(Instant::parse).orElse(Instant.EPOCH);
    }

    /**
     * Holds a commit to the erasures that its rows know of.
     *
     * @param base properties of what the commit builds upon
     * @throws ValidationException when another one was begun since
     */
    static void require(String known, Map<String, String> base) {
        if (!read(base).equals(known)) {
            throw new ValidationException("profiles are being erased that may be among the rows: read them again");
        }
    }
}
