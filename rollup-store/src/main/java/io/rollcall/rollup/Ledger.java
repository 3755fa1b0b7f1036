package io.rollcall.rollup;

/**
 * Counts records by what became of them: each one is exactly one of these.
 *
 * @param counted changed the counters
 * @param duplicate of an earlier record
 * @param late for the live window
 * @param unreadable without a stamp that can be read
 * @param erased of a profile that was erased before the record was read
 */
public record Ledger(long counted, long duplicate, long late, long unreadable, long erased) {
    public static final Ledger NOTHING = new Ledger(0, 0, 0, 0);

    /** Makes the ledger of records none of which is of an erased profile. */
    public Ledger(long counted, long duplicate, long late, long unreadable) {
        this(counted, duplicate, late, unreadable, 0);
    }

    public Ledger plus(Ledger other) {
        return new Ledger(
                counted + other.counted,
                duplicate + other.duplicate,
                late + other.late,
                unreadable + other.unreadable,
                erased + other.erased);
    }

    /** All records of the ledger. */
    public long records() {
        return counted + duplicate + late + unreadable + erased;
    }
}
