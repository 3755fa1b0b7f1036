package io.rollcall.event;

/** The shards would not spread evenly over so many partitions. */
public final class UnevenPartitionsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1;

    UnevenPartitionsException(String message) {
        super(message);
    }
}
