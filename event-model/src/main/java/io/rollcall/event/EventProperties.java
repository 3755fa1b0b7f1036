package io.rollcall.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.rollcall.event.EventReading.Span;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;

/**
 * An event's {@code properties}: their keys, and what two of them would say about a play. Values are taken as the lake's SQL
 * takes them: of a key given twice the first counts, and an error code is any value but null and the empty text.
 *
 * @param keys all of them
 * @param nulls those whose value is null
 * @param start what {@code outcome} says: started, failed or abandoned
 * @param error whether there is an {@code error_code}
 * @param begin the place of their first byte, by the parser's count
 * @param end the place after their last byte, by the parser's count
 */
record EventProperties(Set<String> keys, Set<String> nulls, Playback start, boolean error, long begin, long end) {
    /** Those of an event that has none. */
    static final EventProperties NONE = new EventProperties(Set.of(), Set.of(), Playback.STARTED, false, 0, 0);

    private static final String OUTCOME = "outcome";
    private static final String ERROR_CODE = "error_code";

    /** Reads the object that the parser has just entered, to its end. */
    static EventProperties read(JsonParser object) throws IOException {
        long begin = object.currentTokenLocation().getByteOffset();
        Set<String> keys = new HashSet<>();
        Set<String> nulls = Set.of();
        Playback start = Playback.STARTED;
        boolean error = false;
        while (object.nextToken() == JsonToken.FIELD_NAME) {
            String key = object.currentName();
            boolean first = keys.add(key);
            object.nextToken();
            if (first && key.equals(OUTCOME)) {
                start = start(object);
            } else if (first && key.equals(ERROR_CODE)) {
                error = isError(object);
            }
            if (first && object.currentToken() == JsonToken.VALUE_NULL) {
                nulls = with(nulls, key);
            }
            object.skipChildren();
        }
        return new EventProperties(
                keys, nulls, start, error, begin, object.currentLocation().getByteOffset());
    }

    /** Says where they lie in an event that began at that place of the parser's; nowhere when there are none. */
    Span span(long eventBegin) {
        return keys.isEmpty()
                ? Span.NONE
                : new Span(Math.toIntExact(begin - eventBegin), Math.toIntExact(end - eventBegin));
    }

    /** Most events have no null, and need no set of their own. */
    private static Set<String> with(Set<String> nulls, String key) {
        Set<String> more = nulls.isEmpty() ? new HashSet<>() : nulls;
        more.add(key);
        return more;
    }

    /** Tells what an event of that name says with them. The name may come after the properties. */
    Playback playback(String eventName) {
        return switch (eventName) {
            case "play" -> attempt();
            case "stop" -> error ? Playback.STOPPED_BY_ERROR : Playback.UNSAID;
            default -> Playback.UNSAID;
        };
    }

    private Playback attempt() {
        if (!error) {
            return start;
        }
        return start == Playback.STARTED ? Playback.STARTED_AND_BROKEN_OFF : Playback.FAILED;
    }

    private static Playback start(JsonParser outcome) throws IOException {
        if (outcome.currentToken() != JsonToken.VALUE_STRING) {
            return Playback.STARTED;
        }
        return switch (outcome.getText()) {
            case "failed" -> Playback.FAILED;
            case "abandoned" -> Playback.ABANDONED;
            default -> Playback.STARTED;
        };
    }

    private static boolean isError(JsonParser code) throws IOException {
        return switch (code.currentToken()) {
            case VALUE_NULL -> false;
            case VALUE_STRING -> code.getTextLength() > 0;
            default -> true;
        };
    }
}
