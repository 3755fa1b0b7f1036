package io.rollcall.standalone.imports;

/** Hears how many lines are accounted for. */
interface Accounts {
    void accounted(long accepted, long rejected);
}
