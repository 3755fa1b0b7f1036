package io.rollcall.ingest.body;

/**
 * The client hung up before its request was whole. Nobody is left to answer, and nothing is wrong with the gateway: it is counted
 * and not logged, or whoever likes could fill the log.
 */
public final class ClientGoneException extends Exception {
    private static final long serialVersionUID = 1;

    ClientGoneException(Throwable cause) {
        super("the client hung up", cause, false, false);
    }
}
