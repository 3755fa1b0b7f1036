package io.rollcall.worker;

/** Knows which profiles were erased. */
interface Erasures {
    /** Says whether a profile is erased, as far as is known by now. */
    boolean isErased(long profileId);

    /**
     * Insists on it that those of before the start are known.
     *
     * @throws io.rollcall.log.LogUnavailableException as long as they are not
     */
    void requireRead();
}
