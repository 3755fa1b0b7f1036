package io.rollcall.ingest.recent;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.Rejection;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.reading.EventView;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An event of a moment ago.
 *
 * @param number of the event in this process, from 1
 * @param receivedAtMillis when it came
 * @param key the name of the write key it came with
 * @param eventId its id; null for one that was refused and named none
 * @param rejection why it was refused; null for one that was accepted
 * @param event its bytes, or the first of them
 */
record RecentEvent(
        long number,
        long receivedAtMillis,
        String key,
        @Nullable String eventId,
        @Nullable Rejection rejection,
        Body event) {
    static final String ACCEPTED = "accepted";
    static final String REJECTED = "rejected";

    String outcome() {
        return rejection == null ? ACCEPTED : REJECTED;
    }

    ObjectNode shown(EventView view) {
        ObjectNode shown = JsonNodeFactory.instance
                .objectNode()
                .put("received_at", Instant.ofEpochMilli(receivedAtMillis).toString())
                .put("outcome", outcome())
                .put("key", key)
                .put("event_id", eventId == null ? null : view.id(eventId))
                .put("reason", rejection == null ? null : rejection.reason().code())
                .put("detail", rejection == null ? null : view.detail(rejection.detail()));
        shown.set("event", view.of(event.copy(event.whole())));
        return shown;
    }
}
