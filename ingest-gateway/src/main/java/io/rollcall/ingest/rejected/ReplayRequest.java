package io.rollcall.ingest.rejected;

import io.rollcall.ingest.reading.RouteParameters;
import io.vertx.core.MultiMap;
import java.time.LocalDate;
import java.util.List;

/**
 * Asks for what was rejected to be judged again.
 *
 * @param days on which it was received
 * @param reason for which it was refused
 * @param effect whether what is right now is accepted
 */
record ReplayRequest(ReceiptDays days, String reason, Effect effect) {
    private static final List<String> PARAMETERS = List.of("reason", "from", "to", "dry_run");

    /** Says what a replay does beside judging. */
    enum Effect {
        ACCEPTING,
        NONE
    }

    static ReplayRequest of(MultiMap given, LocalDate today) {
        RouteParameters parameters = RouteParameters.of(given, PARAMETERS);
        String reason = parameters
                .reason()
                .orElseThrow(() -> RouteParameters.invalid("reason says which rejected events are to be judged again"));
        boolean isDry = parameters
                .oneOf("dry_run", List.of("true", "false"))
                .map("true"::equals)
                .orElse(false);
        return new ReplayRequest(ReceiptDays.of(parameters, today), reason, isDry ? Effect.NONE : Effect.ACCEPTING);
    }
}
