package io.rollcall.ingest.log;

/** Says whether events can be written down. Sealed: readiness, start and every request must answer each case. */
public sealed interface LogState {
    /** Nobody has reached the broker yet; trying goes on. */
    record Connecting(String trouble) implements LogState {}

    /**
     * The topics are there and the producer knows them.
     *
     * @param pulse whether the broker still answers
     */
    record Open(OpenLog log, LogPulse pulse) implements LogState {}

    /** The topics are there and must not be written to; an operator has to act. */
    record Unusable(String trouble) implements LogState {}

    /** The gateway is stopping. */
    record Closed() implements LogState {}
}
