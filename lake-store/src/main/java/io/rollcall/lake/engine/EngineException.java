package io.rollcall.lake.engine;

import java.sql.SQLException;

/** Thrown when DuckDB fails at what is asked of it. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** The name that DuckDB gives to errors of that kind; it has no number for them. */
    private static final String OUT_OF_MEMORY = "Out of Memory Error";

    private final boolean outOfMemory;

    EngineException(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
        outOfMemory = String.valueOf(cause.getMessage()).startsWith(OUT_OF_MEMORY);
    }

    /** Whether there was no room for it in memory, or for what of it was to spill, besides what else is under way. */
    public boolean isOutOfMemory() {
        return outOfMemory;
    }
}
