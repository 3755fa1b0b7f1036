package io.rollcall.worker;

import java.util.List;
import java.util.Optional;

/** Keeps records that cannot be read, before the fence may pass them. */
interface Parking {
    /**
     * Parks the unreadable ones among judged records.
     *
     * @return why not all of them are kept; empty when they are
     */
    Optional<Trouble> park(int partition, List<JudgedRecord> records);
}
