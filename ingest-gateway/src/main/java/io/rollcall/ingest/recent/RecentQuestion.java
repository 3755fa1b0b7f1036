package io.rollcall.ingest.recent;

import io.rollcall.ingest.reading.EventView;
import io.rollcall.ingest.reading.RouteParameters;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * A question about recent events.
 *
 * @param outcome accepted or rejected; empty for both
 * @param reason why they were rejected
 * @param key the name of the write key they came with
 * @param limit how many at the most
 * @param view how they are shown
 */
record RecentQuestion(
        Optional<String> outcome, Optional<String> reason, Optional<String> key, int limit, EventView view) {
    private static final List<String> PARAMETERS = List.of("outcome", "reason", "key", "limit", "masked");
    private static final int USUAL = 50;

    static RecentQuestion of(MultiMap given) {
        RouteParameters parameters = RouteParameters.of(given, PARAMETERS);
        return new RecentQuestion(
                parameters.oneOf("outcome", List.of(RecentEvent.ACCEPTED, RecentEvent.REJECTED)),
                parameters.reason(),
                parameters.text("key"),
                parameters.count("limit", USUAL, 2 * RecentEvents.CAPACITY),
                parameters.view());
    }

    boolean passes(RecentEvent event) {
        return outcome.map(event.outcome()::equals).orElse(true)
                && key.map(event.key()::equals).orElse(true)
                && reason.map(code -> event.rejection() != null
                                && event.rejection().reason().code().equals(code))
                        .orElse(true);
    }
}
