package io.rollcall.worker;

import io.rollcall.log.AppEventsLog;
import io.rollcall.log.LogBounds;
import io.rollcall.log.PartitionLog;
import java.util.Collection;
import java.util.Map;

/**
 * The questions that the rollup asks of the log. Every question throws {@link io.rollcall.log.LogUnavailableException}
 * when nobody answers it.
 */
interface TopicLog {
    /** The topic; it counts as unanswered when there is none yet. */
    AppEventsLog.Topic topic();

    /** Says what each of these partitions holds. */
    Map<Integer, LogBounds> bounds(Collection<Integer> partitions);

    /** One partition, with its bounds as they are now. */
    PartitionLog partition(int partition);

    /** One partition whose bounds are known. */
    PartitionLog partition(int partition, LogBounds bounds);
}
