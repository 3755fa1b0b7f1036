package io.rollcall.log;

import java.util.Locale;

/**
 * The reasons why the reader of a partition stands still until a person has decided; they are the label of the alarm
 * metric. A closed list.
 */
public enum StopReason {
    /** The records that were read belong to a topic of the same name that is gone. */
    OTHER_TOPIC,

    /** More was read than the log holds: it was cut or replaced. */
    BEYOND_LOG,

    /** The log no longer holds what has to be read next. */
    LOG_GONE,

    /** The records that have to be read next are older than the live counters remember. */
    BACKLOG_TOO_OLD,

    /** Redis might forget counters on its own. */
    UNSAFE_REDIS,

    /** Redis holds as much as it may, and takes nothing more. */
    REDIS_OUT_OF_MEMORY,

    /** Redis refuses to write: it cannot save its data, or does not allow it. */
    REDIS_REFUSES,

    /** A key of the counters holds something else than it should. */
    DAMAGED_COUNTERS,

    /** Something that nobody foresaw; the log of the service says more. */
    UNFORESEEN,

    /** The log holds another record where one was applied. */
    LOG_CUT,

    /** The shards do not spread evenly over the partitions. */
    PARTITION_COUNT;

    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
