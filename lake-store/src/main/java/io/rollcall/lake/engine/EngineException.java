package io.rollcall.lake.engine;

import java.sql.SQLException;

/** A statement failed. */
public final class EngineException extends RuntimeException {
    private static final long serialVersionUID = 1;

    EngineException(String what, SQLException cause) {
        super(what + ": " + cause.getMessage(), cause);
    }
}
