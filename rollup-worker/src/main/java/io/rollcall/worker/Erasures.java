package io.rollcall.worker;

/** Knows which profiles were erased. */
interface Erasures {
    /** Says whether a profile is erased, as far as is known by now. */
    boolean isErased(long profileId);

    /** Says whether those of before the start are known: as long as they are not, no partition may be placed. */
    boolean areRead();
}
