package io.rollcall.worker;

import java.util.Locale;

/** Why a partition stands still until a person has decided; the label of the alarm metric. */
enum StopReason {
    OTHER_TOPIC,
    BEYOND_LOG,
    LOG_GONE,
    BACKLOG_TOO_OLD,
    UNSAFE_REDIS,
    LOG_CUT,
    PARTITION_COUNT;

    String code() {
        return name().toLowerCase(Locale.ROOT);
    }
}
