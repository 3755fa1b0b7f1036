package io.rollcall.ingest.log;

import io.rollcall.log.trouble.LogTrouble;

/** The broker did not acknowledge every record of a batch: some of them may be on the log, none may be promised. */
public final class NotAcknowledgedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NotAcknowledgedException(Throwable cause) {
        super(LogTrouble.of(cause), cause);
    }
}
