package io.rollcall.standalone.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.event.Excerpt;
import io.rollcall.standalone.client.GatewayAnswer.Judged;
import io.rollcall.standalone.client.GatewayAnswer.Refused;
import io.rollcall.standalone.client.GatewayAnswer.RejectedEvent;
import io.rollcall.standalone.client.GatewayAnswer.TryLater;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** From status, header and body to a {@link GatewayAnswer}. */
final class AnswerReader {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int EXCERPT_CHARS = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;
    private static final int ACCEPTED = 202;
    private static final int BAD_REQUEST = 400;

    private AnswerReader() {}

    /** Reads an answer. {@code now} is for a {@code Retry-After} that names a date. */
    static GatewayAnswer read(int status, Optional<String> retryAfter, String body, Instant now) {
        if (status == TOO_MANY_REQUESTS || status >= SERVER_ERRORS) {
            return new TryLater(
                    retryAfter.flatMap(header -> wait(header, now)),
                    problem(status, json(body), body).detail());
        }
        JsonNode json = json(body);
        boolean judged =
                json.path("accepted").canConvertToInt() && json.path("rejected").isArray();
        return judged && (status == ACCEPTED || status == BAD_REQUEST) ? judged(json) : problem(status, json, body);
    }

    private static Judged judged(JsonNode json) {
        return new Judged(
                json.path("accepted").intValue(),
                StreamSupport.stream(json.path("rejected").spliterator(), false)
                        .map(AnswerReader::rejected)
                        .toList());
    }

    private static RejectedEvent rejected(JsonNode event) {
        return new RejectedEvent(
                event.path("index").asInt(-1),
                event.path("event_id").textValue(),
                event.path("reason").asText(),
                event.path("detail").asText());
    }

    private static Refused problem(int status, JsonNode json, String body) {
        String code = json.path("code").asText(Integer.toString(status));
        String detail = json.path("detail").asText(json.path("title").asText(Excerpt.of(body, EXCERPT_CHARS)));
        return new Refused(status, code, "HTTP " + status + (detail.isBlank() ? "" : ": " + detail));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException notFromTheGateway) {
            // A proxy's page, for example: the status says what is to be done, the excerpt says who spoke.
            return MissingNode.getInstance();
        }
    }

    /** Seconds, or an HTTP date. */
    private static Optional<Duration> wait(String header, Instant now) {
        if (header.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(header)));
        }
        try {
            Instant then = Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(header));
            return Optional.of(then.isAfter(now) ? Duration.between(now, then) : Duration.ZERO);
        } catch (DateTimeException unknownForm) {
            return Optional.empty();
        }
    }
}
