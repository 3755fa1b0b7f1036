package io.rollcall.rollup;

/** What became of records: each one is exactly one of these. */
public record Ledger(long counted, long duplicate, long late, long unreadable) {
    public static final Ledger NOTHING = new Ledger(0, 0, 0, 0);

    public Ledger plus(Ledger other) {
        return new Ledger(
                counted + other.counted, duplicate + other.duplicate, late + other.late, unreadable + other.unreadable);
    }

    /** All records of the ledger. */
    public long records() {
        return counted + duplicate + late + unreadable;
    }
}
