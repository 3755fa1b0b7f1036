package io.rollcall.ingest.reading;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.rollcall.event.ClientTime;
import io.rollcall.event.Excerpt;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is shown of an event. Masked, it keeps its form: the names of its fields, its times, and of every text and number the
 * kinds of characters ({@code user-42} is {@code aaaa-99}), which is what a fault is found by. Plain are only what says
 * something of the app and nothing of a person: the name of an event, region, platform, version, when and how long.
 */
public enum EventView {
    MASKED,
    PLAIN;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final int MOST_CHARS = 500;
    private static final int MOST_CHARS_MASKED = 64;

    /** A name that programs use; what has more than two digits in a row may be a number of somebody. */
    private static final Pattern NAME = Pattern.compile("(?!.*\\d{3})[A-Za-z_][A-Za-z0-9_.:-]{0,39}");

    private static final Pattern VERSION = Pattern.compile("v?\\d{1,4}(\\.\\d{1,6}){0,3}([-+.][A-Za-z0-9]{1,12}){0,2}");
    private static final Pattern REGION = Pattern.compile("[A-Za-z]{2}");

    /** Where a detail may begin to repeat what somebody sent. */
    private static final Pattern REPEATED = Pattern.compile("[\"'(;]|\\bfound\\b");

    private static final String CUT = "...";

    /** An event's bytes as a JSON value; what is none, as text. */
    public JsonNode of(byte[] event) {
        JsonNode json = parsed(event);
        if (json.isMissingNode()) {
            String text = new String(event, StandardCharsets.UTF_8);
            return TextNode.valueOf(Excerpt.of(this == MASKED ? shape(text, MOST_CHARS) : text, MOST_CHARS));
        }
        return this == PLAIN ? json : masked(json, 0);
    }

    /** The id of an event. */
    public String id(String id) {
        return this == PLAIN ? id : shape(id, MOST_CHARS_MASKED);
    }

    /** A version of an app, which is masked where it does not look like one. */
    public String version(String version) {
        return this == PLAIN || VERSION.matcher(version).matches() ? version : shape(version, MOST_CHARS_MASKED);
    }

    /** The detail of a rejection, masked up to where it may repeat something. */
    public String detail(String detail) {
        if (this == PLAIN) {
            return detail;
        }
        Matcher repeated = REPEATED.matcher(detail);
        return repeated.find() ? detail.substring(0, repeated.start()) + CUT : detail;
    }

    private static JsonNode parsed(byte[] event) {
        try {
            return JSON.readTree(event);
        } catch (JsonProcessingException broken) {
            return NODES.missingNode();
        } catch (IOException impossible) {
            throw new UncheckedIOException("bytes in memory cannot be read", impossible);
        }
    }

    private static JsonNode masked(JsonNode value, int depth) {
        if (value instanceof ObjectNode object) {
            ObjectNode masked = NODES.objectNode();
            object.properties()
                    .forEach(member -> masked.set(
                            name(member.getKey()),
                            depth == 0
                                    ? ofTheContract(member.getKey(), member.getValue())
                                    : masked(member.getValue(), depth + 1)));
            return masked;
        }
        if (value instanceof ArrayNode array) {
            ArrayNode masked = NODES.arrayNode();
            array.forEach(element -> masked.add(masked(element, depth + 1)));
            return masked;
        }
        return value.isTextual() || value.isNumber()
                ? TextNode.valueOf(shape(value.asText(), MOST_CHARS_MASKED))
                : value;
    }

    private static JsonNode ofTheContract(String field, JsonNode value) {
        boolean isPlain = switch (field) {
            case "event_name", "platform" -> matches(NAME, value);
            case "region" -> matches(REGION, value);
            case "app_version" -> matches(VERSION, value);
            case "event_time" ->
                value.isNumber()
                        || (value.isTextual()
                                && ClientTime.ofText(value.asText()).isPresent());
            case "duration_sec" -> value.isNumber();
            default -> false;
        };
        return isPlain ? value : masked(value, 1);
    }

    private static boolean matches(Pattern pattern, JsonNode value) {
        return value.isTextual() && pattern.matcher(value.asText()).matches();
    }

    private static String name(String field) {
        return NAME.matcher(field).matches() ? field : shape(field, MOST_CHARS_MASKED);
    }

    /** A text of the same form, of which nothing else is left. */
    private static String shape(String text, int mostChars) {
        StringBuilder shape = new StringBuilder(Math.min(text.length(), mostChars));
        text.codePoints().limit(mostChars).map(EventView::kind).forEach(shape::appendCodePoint);
        return text.length() <= mostChars ? shape.toString() : shape + CUT;
    }

    private static int kind(int character) {
        if (Character.isDigit(character)) {
            return '9';
        }
        if (Character.isUpperCase(character)) {
            return 'A';
        }
        return character < ' ' || character > '~' || Character.isLetter(character) ? 'a' : character;
    }
}
