package io.rollcall.log;

/** Says what a partition of the log holds, for deciding where to begin. */
public interface PartitionLog {
    LogBounds bounds();

    /** The first offset with a record of that time or later; the log's end when there is none. */
    long offsetAt(long millis);
}
