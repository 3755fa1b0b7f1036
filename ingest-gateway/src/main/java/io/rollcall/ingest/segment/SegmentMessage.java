package io.rollcall.ingest.segment;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.Platform;
import io.rollcall.event.Regions;
import io.rollcall.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One message, as an event. Nothing is judged here: what is missing or wrong is so in the event too, and gets its reason where
 * every event does.
 */
final class SegmentMessage {
    private static final int MOST_ID_CHARS = 64;
    private static final String PROPERTIES = "properties";
    private static final String PROFILE_ID = "profile_id";
    private static final List<String> LIFTED = List.of("title_id", "account_id", "duration_sec");

    private final JsonNode message;
    private final JsonNode context;
    private final ObjectNode event = JsonNodeFactory.instance.objectNode();

    private SegmentMessage(JsonNode message, JsonNode shared) {
        this.message = message;
        this.context = message.path("context").isObject() ? message.path("context") : shared;
    }

    /**
     * The event that a message is.
     *
     * @param type of the call, where it is no batch, whose messages say it
     * @param shared the context of a batch, for messages without one
     * @param country of the request, where a header says so
     */
    static ObjectNode event(JsonNode message, @Nullable String type, JsonNode shared, Optional<String> country) {
        SegmentMessage segment = new SegmentMessage(message, shared);
        segment.fill(type == null ? message.path("type").asText("") : type, country);
        return segment.event;
    }

    private void fill(String type, Optional<String> country) {
        put("event_name", name(type));
        put("event_id", shortened(text(message, "messageId")));
        JsonNode who = message.hasNonNull("userId") ? message.get("userId") : message.path("anonymousId");
        if (who.isValueNode() && !who.isNull()) {
            event.set(PROFILE_ID, who.isTextual() || who.isIntegralNumber() ? who : event.textNode(who.asText()));
        }
        first(message, "originalTimestamp", "timestamp").ifPresent(time -> event.set("event_time", time));
        event.put("region", region(country));
        platform().ifPresent(platform -> event.put("platform", platform.code()));
        put("app_version", text(context.path("app"), "version"));
        put("device_id", text(context.path("device"), "id"));
        put("session_id", text(context, "sessionId"));
        properties(type);
    }

    private @Nullable String name(String type) {
        return switch (type) {
            case "track" ->
                message.path("event").isTextual()
                        ? EventNames.of(message.get("event").asText())
                        : null;
            case "page", "screen" -> "browse";
            case "identify" -> "login";
            default -> type.isEmpty() ? null : type;
        };
    }

    /** The id of a message keeps an event that comes twice from counting twice, and may be longer than one of an event. */
    private static @Nullable String shortened(@Nullable String messageId) {
        return messageId == null || messageId.length() <= MOST_ID_CHARS ? messageId : digest(messageId);
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(Sha256.of(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** The country that the request came from, or the client says, or its language is spoken in; else unknown. */
    private String region(Optional<String> country) {
        return Stream.of(
                        country,
                        Optional.ofNullable(text(context.path("location"), "country")),
                        Optional.ofNullable(text(context, "locale")).map(SegmentMessage::countryOf))
                .flatMap(Optional::stream)
                .map(code -> code.toUpperCase(Locale.ROOT))
                .filter(Regions::isKnown)
                .findFirst()
                .orElse("ZZ");
    }

    private static String countryOf(String locale) {
        return Locale.forLanguageTag(locale.replace('_', '-')).getCountry();
    }

    private Optional<Platform> platform() {
        return Stream.of(
                        Optional.ofNullable(text(context.path("device"), "type")),
                        Optional.ofNullable(text(context.path("os"), "name")),
                        context.path("page").isObject() ? Optional.of("web") : Optional.<String>empty())
                .flatMap(Optional::stream)
                .flatMap(named -> Platform.named(named).stream())
                .findFirst();
    }

    private void properties(String type) {
        JsonNode given = message.path(type.equals("identify") ? "traits" : PROPERTIES);
        ObjectNode properties = given.isObject() ? given.deepCopy() : event.objectNode();
        if (message.path("name").isTextual()) {
            properties.putIfAbsent("name", message.get("name"));
        }
        for (String field : LIFTED) {
            JsonNode value = properties.get(field);
            if (value != null && (value.isIntegralNumber() || value.isTextual())) {
                event.set(field, properties.remove(field));
            }
        }
        if (!properties.isEmpty()) {
            event.set(PROPERTIES, properties);
        }
    }

    private void put(String field, @Nullable String value) {
        if (value != null) {
            event.put(field, value);
        }
    }

    private static @Nullable String text(JsonNode of, String member) {
        JsonNode value = of.path(member);
        return value.isValueNode() && !value.isNull() && !value.asText().isEmpty() ? value.asText() : null;
    }

    private static Optional<JsonNode> first(JsonNode of, String... members) {
        return Stream.of(members).filter(of::hasNonNull).map(of::get).findFirst();
    }
}
