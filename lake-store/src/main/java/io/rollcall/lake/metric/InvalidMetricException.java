package io.rollcall.lake.metric;

import java.nio.file.Path;

/** A file of {@code rollcall.metrics.directory} is no metric: the service does not start with it. */
public final class InvalidMetricException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * Says what is wrong, and where.
     *
     * @param line counted from 1; 0 for the file as a whole
     */
    public InvalidMetricException(Path file, int line, String what) {
        super("rollcall.metrics.directory: " + file + (line == 0 ? "" : ", line " + line) + ": " + what);
    }
}
