package io.rollcall.lake.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.lake.sandbox.UnansweredException.Reason;
import java.util.regex.Pattern;

/** Translates what the engine says of a failure, which is JSON somewhere in its message, for whoever has asked. */
final class EngineFailure {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** What the engine would have meant instead are names of its own that nobody may ask for. */
    private static final Pattern GUESS = Pattern.compile("(?s)\\s*Did you mean .*");

    private static final Pattern ADVICE = Pattern.compile("(?s)\\s*(Possible solutions|See https?:|https?://).*");

    private EngineFailure() {}

    static UnansweredException translated(String message, String question) {
        JsonNode failure = read(message);
        String kind = failure.path("exception_type").asText();
        String detail = failure.path("exception_message").asText(message);
        return switch (kind) {
            case "Out of Memory" -> tooCostly();
            case "Permission" ->
                new UnansweredException(Reason.REFUSED, "a question reads views, and no files, settings or networks");
            case "IO", "HTTP" ->
                detail.contains("max_temp_directory_size")
                        ? tooCostly()
                        : new UnansweredException(
                                Reason.OVERTAKEN, "the lake has changed while the question was read; ask it again");
            default ->
                // What a library could not get from the system it calls by no name of the engine's.
                detail.contains("bad_alloc")
                        ? tooCostly()
                        : new UnansweredException(
                                Reason.FAILED,
                                ADVICE.matcher(GUESS.matcher(detail).replaceFirst(""))
                                        .replaceFirst(""),
                                Positions.of(question, failure.path("position").asText()));
        };
    }

    static UnansweredException tooCostly() {
        return new UnansweredException(
                Reason.TOO_COSTLY,
                "the question needs more memory or disk than one may have; ask of fewer days, or for less at a time");
    }

    private static JsonNode read(String message) {
        int begin = message.indexOf('{');
        try {
            return begin < 0 ? JSON.missingNode() : JSON.readTree(message.substring(begin));
        } catch (JsonProcessingException plain) {
            return JSON.missingNode();
        }
    }
}
