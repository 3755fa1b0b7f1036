package io.rollcall.standalone.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * Events of one device, on their way.
 *
 * @param events as they will be sent, every time the same
 * @param clockSkewMillis how far the device's clock is ahead
 */
record Shipment(List<ObjectNode> events, long clockSkewMillis) {
    private static final ObjectMapper JSON = new ObjectMapper();

    Shipment {
        events = List.copyOf(events);
    }

    /** The request, stamped by the device's clock at each attempt to send it. */
    byte[] body(long nowMillis) {
        ObjectNode envelope = JSON.createObjectNode().put("sent_at", nowMillis + clockSkewMillis);
        envelope.putArray("events").addAll(events);
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a tree of numbers and texts can be written", impossible);
        }
    }
}
