package io.rollcall.lakehouse.archive;

import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.bronze.ArchivePosition.Reached;
import io.rollcall.lake.bronze.ArchivePosition.Topic;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogBounds;
import io.rollcall.log.StopReason;

/**
 * Decides where the archiving of a partition begins. It is sealed: a partition goes on where bronze stands, or stops
 * and says why; it is never reset in silence.
 */
sealed interface ArchiveStart {
    /**
     * The partition is read on from a place on the log.
     *
     * @param from where; the offset and the time that bronze has, or the beginning of a log that it has nothing of
     * @param lost records between bronze and the log's beginning, given up because the operator said so
     */
    record Resume(Reached from, long lost) implements ArchiveStart {}

    /** The archive cannot go on without a gap; a person has to decide. */
    record Stop(StopReason reason, String detail) implements ArchiveStart {}

    /** The choice of what to do about records that the log has deleted before they were archived. */
    enum Loss {
        STOPS,
        ACCEPTED
    }

    /** The topic as it is now, in the words of the lake. */
    static Topic topic(AppEventsLog log) {
        AppEventsLog.Topic now = log.topic();
        return new Topic(now.id(), now.partitions());
    }

    /** Decides how the archiving of a partition begins. */
    static ArchiveStart decide(ArchivePosition position, Topic topic, int partition, LogBounds log, Loss loss) {
        if (!position.topic().equals(Topic.NONE) && !position.topic().id().equals(topic.id())) {
            return new Stop(
                    StopReason.OTHER_TOPIC,
                    "the lake belongs to a topic of the same name that was deleted (id "
                            + position.topic().id() + "); begin a new lake directory, or bring the old topic back");
        }
        if (position.of(partition).isEmpty()) {
            return new Resume(new Reached(log.begin(), 0), 0);
        }
        Reached reached = position.of(partition).get();
        return log.gapAt(reached.offset())
                .map(gap -> gap(gap, reached, log, loss))
                .orElseGet(() -> new Resume(reached, 0));
    }

    private static ArchiveStart gap(LogBounds.Gap gap, Reached reached, LogBounds log, Loss loss) {
        String where = "archived up to offset " + reached.offset() + ", but " + gap.detail();
        if (gap.reason() != StopReason.LOG_GONE) {
            return new Stop(
                    gap.reason(), where + "; bring the lost part of the log back, or begin a new lake directory");
        }
        if (loss == Loss.ACCEPTED) {
            return new Resume(new Reached(log.begin(), reached.asOfMillis()), log.begin() - reached.offset());
        }
        return new Stop(
                gap.reason(), where + ". Start once with rollcall.archive.accept-loss=true to go on without them");
    }
}
