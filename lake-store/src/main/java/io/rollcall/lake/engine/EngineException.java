package io.rollcall.lake.engine;

import java.sql.SQLException;

/** Thrown when DuckDB fails at what is asked of it. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EngineException(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
