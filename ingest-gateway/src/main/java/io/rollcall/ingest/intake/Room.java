package io.rollcall.ingest.intake;

/** Memory that a body may still take. */
@FunctionalInterface
public interface Room {
    /** Takes so many more bytes, or none when they are not to be had. */
    boolean take(long bytes);
}
