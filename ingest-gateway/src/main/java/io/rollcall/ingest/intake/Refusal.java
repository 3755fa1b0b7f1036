package io.rollcall.ingest.intake;

/**
 * The refusal of a request.
 *
 * @param code from the closed list
 * @param detail what was found and what to do next
 * @param retryAfterSeconds when it is worth trying again; 0 when trying again changes nothing
 */
public record Refusal(RefusalCode code, String detail, int retryAfterSeconds) {
    /** A refusal that the same request would meet again. */
    public static Refusal lasting(RefusalCode code, String detail) {
        return new Refusal(code, detail, 0);
    }
}
