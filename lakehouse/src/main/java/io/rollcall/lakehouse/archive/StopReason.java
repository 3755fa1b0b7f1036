package io.rollcall.lakehouse.archive;

/** Why a partition is not archived until a person has decided. */
enum StopReason {
    OTHER_TOPIC,
    BEYOND_LOG,
    LOG_GONE
}
