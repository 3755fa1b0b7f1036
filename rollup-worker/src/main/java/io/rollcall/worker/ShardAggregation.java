package io.rollcall.worker;

import io.rollcall.event.LiveWindow;
import io.rollcall.event.Stamp;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.FenceField;
import io.rollcall.rollup.Ledger;
import io.rollcall.rollup.LiveHorizon;
import io.rollcall.rollup.NowWindow;
import io.rollcall.rollup.ShardBatch;
import io.rollcall.rollup.ShardBatch.Increment;
import io.rollcall.rollup.ShardBatch.LateOn;
import io.rollcall.rollup.ShardBatch.ProfileDay;
import io.rollcall.rollup.ShardBatch.SeenIn;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Adds up judged records of one shard into the one call that applies them. A function of its records and nothing else. */
final class ShardAggregation {
    private final Map<ProfileDay, Increment> increments = new LinkedHashMap<>();
    private final Map<SeenIn, Set<Long>> seen = new LinkedHashMap<>();
    private final Map<LateOn, Set<Long>> lateOn = new LinkedHashMap<>();
    private long counted;
    private long duplicate;
    private long late;
    private long unreadable;
    private long erased;

    private ShardAggregation() {}

    /**
     * The batch that takes a shard's fence from {@code expected} to {@code next}.
     *
     * @param leaderEpoch of the partition's record before {@code next}, -1 when not known
     * @param records the shard's records from {@code expected} to {@code next}, in order; none for a shard that only moves on
     */
    static ShardBatch of(
            int shard,
            FenceField field,
            long expected,
            long next,
            int leaderEpoch,
            long asOfMillis,
            List<JudgedRecord> records) {
        ShardAggregation sum = new ShardAggregation();
        records.forEach(sum::add);
        return new ShardBatch(
                shard,
                field,
                expected,
                next,
                leaderEpoch,
                asOfMillis,
                new Ledger(sum.counted, sum.duplicate, sum.late, sum.unreadable, sum.erased),
                sum.increments,
                sum.seen,
                sum.lateOn);
    }

    private void add(JudgedRecord judged) {
        Stamp stamp = judged.record().stamp();
        switch (judged.verdict()) {
            case UNREADABLE -> unreadable++;
            case DUPLICATE -> duplicate++;
            case LATE -> late++;
            case ERASED -> erased++;
            case COUNTED -> counted++;
        }
        if (stamp != null && judged.verdict() == Verdict.COUNTED) {
            increments.merge(
                    new ProfileDay(stamp.dt(), stamp.region(), stamp.profileId()), increment(stamp), Increment::plus);
        }
        if (stamp != null && isMissedByWindows(judged, stamp)) {
            lateOn.computeIfAbsent(new LateOn(stamp.dt(), stamp.region()), where -> new HashSet<>())
                    .add(stamp.profileId());
        }
        if (stamp != null && isSomebodyHere(judged)) {
            long slice = NowWindow.sliceOf(judged.record().receivedAtMillis());
            seen.computeIfAbsent(new SeenIn(slice, stamp.region()), where -> new HashSet<>())
                    .add(stamp.profileId());
        }
    }

    /**
     * Says whether a window of days knows less than it could for this record: it is in no sketch, and its day is still
     * in some window.
     */
    private static boolean isMissedByWindows(JudgedRecord judged, Stamp stamp) {
        LiveHorizon received = new LiveHorizon(LiveWindow.dtOf(judged.record().receivedAtMillis()));
        return judged.verdict() == Verdict.LATE && stamp.active() && !stamp.dt().isBefore(received.firstSketched());
    }

    /** A device that was offline for days is back, and its profile with it; what is filled in from elsewhere is history. */
    private static boolean isSomebodyHere(JudgedRecord judged) {
        return (judged.verdict() == Verdict.COUNTED || judged.verdict() == Verdict.LATE)
                && !judged.record().backfill();
    }

    private static Increment increment(Stamp stamp) {
        boolean play = stamp.eventName().equals("play");
        return new Increment(
                stamp.active(),
                new Counters(
                        1,
                        play ? 1 : 0,
                        stamp.eventName().equals("search") ? 1 : 0,
                        stamp.eventName().equals("browse") ? 1 : 0,
                        play ? stamp.durationSec() : 0));
    }
}
