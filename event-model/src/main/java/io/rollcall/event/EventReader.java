package io.rollcall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;

/**
 * Reads one event's JSON. Streaming, without a tree and without reflection: the gateway reads every event once and
 * passes its bytes on as they came.
 */
public final class EventReader {
    private static final int FIRST_BYTE_OF_A_MARK = 0xEF;

    private final JsonFactory json;
    private final Limits limits;

    public EventReader(Limits limits) {
        this.limits = limits;
        this.json = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Limits.NESTING_DEPTH)
                        .maxStringLength(limits.eventBytes())
                        .build())
                .build();
    }

    /** Reads the event in {@code length} bytes from {@code offset}. Never throws for what a client sent. */
    public EventReading read(byte[] bytes, int offset, int length) {
        if (length > limits.eventBytes()) {
            return refuse(Reason.EVENT_TOO_LARGE, length + " bytes; an event may have " + limits.eventBytes());
        }
        if (!startsLikeUtf8(bytes, offset, length)) {
            return refuse(Reason.MALFORMED_JSON, "an event is UTF-8 without a byte order mark");
        }
        try (JsonParser parser = json.createParser(bytes, offset, length)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refuse(
                        parser.currentToken() == null ? Reason.MALFORMED_JSON : Reason.SCHEMA_VIOLATION,
                        "an event is a JSON object");
            }
            EventFields fields = new EventFields(limits);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                fields.take(name, parser);
            }
            if (parser.nextToken() != null) {
                return refuse(Reason.MALFORMED_JSON, "something follows the event's closing brace");
            }
            return fields.finish();
        } catch (StreamConstraintsException tooMuch) {
            return refuse(Reason.SCHEMA_VIOLATION, tooMuch.getOriginalMessage());
        } catch (IOException malformed) {
            return refuse(Reason.MALFORMED_JSON, explain(malformed));
        }
    }

    /** The parser would guess UTF-16 and UTF-32 too, from a byte order mark or a zero; no reader of the log does. */
    private static boolean startsLikeUtf8(byte[] bytes, int offset, int length) {
        return length < 2
                || (bytes[offset] != 0
                        && bytes[offset + 1] != 0
                        && Byte.toUnsignedInt(bytes[offset]) < FIRST_BYTE_OF_A_MARK);
    }

    private static EventReading refuse(Reason reason, String detail) {
        return new EventReading.Refused(new Rejection(reason, detail), null);
    }

    private static String explain(IOException malformed) {
        if (malformed instanceof JsonProcessingException json && json.getLocation() != null) {
            return json.getOriginalMessage() + " (byte "
                    + Math.max(0, json.getLocation().getByteOffset()) + " of the event)";
        }
        return String.valueOf(malformed.getMessage());
    }
}
