package io.rollcall.ingest.segment;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.Limits;
import java.io.IOException;
import java.util.Optional;

/** Puts a body of Segment's shape into an envelope of events. Every message is an event, also one that none will be made of. */
public final class SegmentBody {
    private static final ObjectMapper JSON = JsonMapper.builder(new JsonFactoryBuilder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(2 * Limits.NESTING_DEPTH)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private SegmentBody() {}

    /**
     * The envelope, as JSON.
     *
     * @param call by the address
     * @param country where a header of the request says one
     * @throws IllegalArgumentException when the body is no call of that kind; the message says why
     */
    public static byte[] toEvents(byte[] body, SegmentCall call, Optional<String> country) {
        JsonNode root = read(body);
        if (!root.isObject()) {
            throw new IllegalArgumentException("the body is no JSON object");
        }
        ArrayNode events = JsonNodeFactory.instance.arrayNode();
        if (call == SegmentCall.BATCH) {
            if (!(root.get("batch") instanceof ArrayNode messages)) {
                throw new IllegalArgumentException("a batch is {\"batch\": [...]}");
            }
            messages.forEach(message -> events.add(SegmentMessage.event(message, null, root.path("context"), country)));
        } else {
            events.add(SegmentMessage.event(root, call.code(), root.path("context"), country));
        }
        ObjectNode envelope = JsonNodeFactory.instance.objectNode();
        if (root.hasNonNull("sentAt")) {
            envelope.set("sent_at", root.get("sentAt"));
        }
        envelope.set("events", events);
        return write(envelope);
    }

    private static JsonNode read(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException broken) {
            throw new IllegalArgumentException("the body is no JSON: " + broken.getOriginalMessage(), broken);
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    private static byte[] write(JsonNode envelope) {
        try {
            return JSON.writeValueAsBytes(envelope);
        } catch (JacksonException impossible) {
            throw new IllegalStateException("a tree can be written", impossible);
        }
    }
}
