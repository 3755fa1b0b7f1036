package io.rollcall.lake.sandbox;

import java.time.Duration;

/**
 * The bounds of one question.
 *
 * @param time from its start to its answer; then its process is killed
 * @param memoryBytes of its engine; what needs more spills
 * @param threads it computes with
 * @param spillBytes of its disk space at most
 * @param rows of its answer; what is more is left out, and the answer says so
 * @param answerBytes of its answer, likewise
 */
public record SandboxSettings(
        Duration time, long memoryBytes, int threads, long spillBytes, int rows, long answerBytes) {
    /** The engine does not begin to work with less for each thread. */
    private static final long LEAST_MEMORY_BYTES_PER_THREAD = 32L << 20;

    private static final long MOST_ANSWER_BYTES = 1L << 30;

    public SandboxSettings {
        if (threads < 1 || memoryBytes < threads * LEAST_MEMORY_BYTES_PER_THREAD) {
            throw new IllegalArgumentException(
                    "a question in SQL needs a thread, and at least 32 MiB of memory for each of its " + threads
                            + " threads, found " + memoryBytes + " bytes");
        }
        if (rows < 1 || answerBytes < 1 || answerBytes > MOST_ANSWER_BYTES || spillBytes < 0) {
            throw new IllegalArgumentException(
                    "an answer to SQL has at least one row and between 1 byte and 1 GiB, and spills no less than nothing");
        }
        if (time.isNegative() || time.isZero()) {
            throw new IllegalArgumentException("a question in SQL cannot be answered within " + time);
        }
    }
}
