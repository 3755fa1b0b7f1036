package io.rollcall.lakehouse.live;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** How far the rebuild is. Sealed, so that whoever shows it has a line for each. */
public sealed interface RebuildProgress {
    /** None has run since the service was started. */
    record NeverRun() implements RebuildProgress {}

    /**
     * What a rebuild is about, and how much of it is done.
     *
     * @param dt the asked day
     * @param days all that are restored
     * @param shardsDone shards of days that are in their place
     * @param shards all of them: 64 for each day where every shard needs it
     */
    record Work(LocalDate dt, List<LocalDate> days, int shardsDone, int shards) {
        Work step() {
            return new Work(dt, days, shardsDone + 1, shards);
        }
    }

    /** It is under way. */
    record Running(Instant since, Work work) implements RebuildProgress {}

    /** The last one has ended well: the days are served. */
    record Done(Instant since, Instant at, Work work) implements RebuildProgress {}

    /** The last one has ended early: what was served before is served, and asking again begins anew. */
    record Failed(Instant since, Instant at, Work work, String why) implements RebuildProgress {}
}
