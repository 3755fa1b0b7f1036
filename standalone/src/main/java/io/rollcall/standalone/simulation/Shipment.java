package io.rollcall.standalone.simulation;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/**
 * Events of one device, on their way.
 *
 * @param dueMillis when the device sends them
 * @param events with the times at which they happened, every time the same
 * @param clockSkewMillis how far the device's clock is ahead
 */
public record Shipment(long dueMillis, long profileId, List<ObjectNode> events, long clockSkewMillis) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TIME = "event_time";

    public Shipment {
        events = List.copyOf(events);
    }

    /** The request, stamped by the device's clock at each attempt to send it. By that clock its events are noted, too. */
    public byte[] body(long nowMillis) {
        ObjectNode envelope = JSON.createObjectNode().put("sent_at", nowMillis + clockSkewMillis);
        envelope.putArray("events").addAll(events.stream().map(this::noted).toList());
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of numbers and texts can be written", impossible);
        }
    }

    private ObjectNode noted(ObjectNode event) {
        return event.deepCopy()
                .put(
                        TIME,
                        Instant.parse(event.path(TIME).textValue())
                                .plusMillis(clockSkewMillis)
                                .toString());
    }
}
