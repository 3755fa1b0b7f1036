package io.rollcall.worker;

import io.rollcall.worker.FenceModel.Case;
import io.rollcall.worker.FenceWorld.Faults;
import io.rollcall.worker.ModelLog.Sent;
import java.util.List;

/** What the model is explored with: small, and everything that matters is in some of them. */
final class FenceCases {
    /** An event that comes twice, and another one. */
    private static final List<Sent> ONE_SHARD = List.of(new Sent(0, "a"), new Sent(0, "a"), new Sent(0, "b"));

    private static final List<Sent> TWO_SHARDS = List.of(new Sent(0, "a"), new Sent(1, "b"), new Sent(0, "a"));
    private static final List<Sent> GROWING = List.of(new Sent(0, "a"), new Sent(1, "b"), new Sent(1, "c"));

    /** Longer than the window of duplicates reaches back. */
    private static final List<Sent> LONG =
            List.of(new Sent(0, "a"), new Sent(1, "b"), new Sent(0, "c"), new Sent(0, "d"));

    /** Two workers at three records while a reply or a call gets lost, Redis falls back, and a worker dies. */
    static final Case ALL_AT_ONCE = new Case(ONE_SHARD, true, List.of(0, 0), false, new Faults(1, 1, 1, 0));

    /** What is read together is applied shard by shard, and one of the calls gets lost. */
    static final Case TWO_SHARDS_A_LOSS = new Case(TWO_SHARDS, true, List.of(0, 0), false, new Faults(1, 0, 0, 0));

    /** Partitions grow while records are written, and Redis falls back, to nothing too. */
    static final Case GROWING_AND_FALLING_BACK = new Case(GROWING, false, List.of(0, 1), false, new Faults(0, 1, 0, 1));

    /** Two workers follow a log that grows, and know as of when it is whole. */
    static final Case TIMED = new Case(TWO_SHARDS, false, List.of(0, 0), true, new Faults(0, 0, 0, 0));

    /** What is remembered of duplicates by a worker that begins in the middle. */
    static final Case TIMED_FALLING_BACK = new Case(ONE_SHARD, false, List.of(0), true, new Faults(0, 1, 1, 0));

    /** A worker begins after the partitions have grown, and shards stand at different places. */
    static final Case TIMED_GROWING = new Case(LONG, true, List.of(0), true, new Faults(0, 0, 1, 1));

    /** Redis loses a shard's fence in the partition that it was in before they grew, and its record is long ago. */
    static final Case LOST_AFTER_GROWING = new Case(LONG, true, List.of(0), true, new Faults(0, 1, 0, 1));

    private FenceCases() {}
}
