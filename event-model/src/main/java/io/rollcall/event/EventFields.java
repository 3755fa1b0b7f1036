package io.rollcall.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.EnumSet;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event while it is being read. The first thing wrong is remembered and reading goes on, so that the
 * answer can still name the event by its id.
 */
final class EventFields {
    private static final int EXCERPT_CHARS = 40;

    private final Limits limits;
    private final RepeatedTexts texts;
    private final Set<EventField> seen = EnumSet.noneOf(EventField.class);

    private @Nullable Rejection problem;
    private @Nullable Long profileId;
    private @Nullable String eventName;
    private @Nullable Long eventTimeMillis;
    private @Nullable String region;
    private @Nullable String eventId;
    private @Nullable Long accountId;
    private @Nullable Long titleId;
    private @Nullable Integer durationSec;
    private @Nullable Platform platform;
    private @Nullable String appVersion;
    private @Nullable String deviceId;
    private @Nullable String sessionId;
    private EventProperties properties = EventProperties.NONE;
    private int unknownFields;

    EventFields(Limits limits, RepeatedTexts texts) {
        this.limits = limits;
        this.texts = texts;
    }

    /** Takes the field whose value is the parser's current token, and leaves the parser at that value's end. */
    void take(String name, JsonParser value) throws IOException {
        EventField field = EventField.named(name);
        if (field == null) {
            unknownFields++;
            value.skipChildren();
            return;
        }
        if (!seen.add(field)) {
            // Readers of the raw bytes would disagree about which of the two values counts.
            invalid(name, "is given twice");
        }
        switch (field) {
            case PROFILE_ID -> profileId = positive(name, value);
            case EVENT_NAME -> eventName = text(name, value);
            case EVENT_TIME -> eventTimeMillis = time(name, value);
            case REGION -> region = text(name, value);
            case EVENT_ID -> eventId = id(name, value);
            case ACCOUNT_ID -> accountId = whole(name, value);
            case TITLE_ID -> titleId = whole(name, value);
            case DURATION_SEC -> durationSec = duration(name, value);
            case PLATFORM -> platform = platform(name, value);
            case APP_VERSION -> appVersion = text(name, value);
            case DEVICE_ID -> deviceId = unrepeated(name, value);
            case SESSION_ID -> sessionId = unrepeated(name, value);
            case PROPERTIES -> properties = properties(name, value);
        }
    }

    /**
     * What the fields amount to.
     *
     * @param eventBegin the place of the event's first byte, by the parser's count
     */
    EventReading finish(long eventBegin) {
        if (problem != null) {
            return new EventReading.Refused(problem, eventId);
        }
        if (profileId == null) {
            return missing("profile_id");
        }
        if (eventName == null) {
            return missing("event_name");
        }
        if (eventTimeMillis == null) {
            return missing("event_time");
        }
        if (region == null) {
            return missing("region");
        }
        AppEvent event = new AppEvent(
                profileId,
                eventName,
                eventTimeMillis,
                region,
                eventId,
                accountId,
                titleId,
                durationSec,
                platform,
                appVersion,
                deviceId,
                sessionId,
                properties.keys(),
                unknownFields);
        return new EventReading.Read(event, properties.playback(eventName), properties.span(eventBegin));
    }

    private EventReading missing(String field) {
        return new EventReading.Refused(new Rejection(Reason.MISSING_FIELD, field + " is required"), eventId);
    }

    private @Nullable Long positive(String name, JsonParser value) throws IOException {
        Long number = whole(name, value);
        if (number != null && number <= 0) {
            invalid(name, "must be above 0, found " + number);
            return null;
        }
        return number;
    }

    private @Nullable Long whole(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            wrongType(name, "a whole number", value);
            return null;
        }
        if (value.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            invalid(name, "must fit into 64 bits");
            return null;
        }
        return value.getLongValue();
    }

    private @Nullable Integer duration(String name, JsonParser value) throws IOException {
        Long seconds = whole(name, value);
        if (seconds != null && (seconds < 0 || seconds > Limits.DURATION_SEC)) {
            invalid(name, "must lie in 0.." + Limits.DURATION_SEC + ", found " + seconds);
            return null;
        }
        return seconds == null ? null : Math.toIntExact(seconds);
    }

    private @Nullable String text(String name, JsonParser value) throws IOException {
        if (!isShortText(name, value)) {
            return null;
        }
        int length = value.getTextLength();
        return length <= RepeatedTexts.LONGEST
                ? texts.of(value.getTextCharacters(), value.getTextOffset(), length)
                : value.getText();
    }

    /** A text that hardly any other event has: among those that repeat it would only take the place of one that does. */
    private @Nullable String unrepeated(String name, JsonParser value) throws IOException {
        return isShortText(name, value) ? value.getText() : null;
    }

    private boolean isShortText(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return false;
        }
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            wrongType(name, "text", value);
            return false;
        }
        int length = value.getTextLength();
        if (length > Limits.TEXT_CHARS) {
            invalid(name, "may have " + Limits.TEXT_CHARS + " characters, found " + length);
            return false;
        }
        return true;
    }

    private @Nullable String id(String name, JsonParser value) throws IOException {
        String id = unrepeated(name, value);
        if (id != null && (id.isBlank() || !isPlain(id))) {
            invalid(name, "must have something to read in it, and no control characters or unpaired surrogates");
            return null;
        }
        return id;
    }

    /** An unpaired surrogate has no UTF-8: on the log, all ids with one would become the same id. */
    private static boolean isPlain(String id) {
        for (int at = 0; at < id.length(); at++) {
            if (Character.isISOControl(id.charAt(at)) || isUnpairedSurrogate(id, at)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnpairedSurrogate(String id, int at) {
        char character = id.charAt(at);
        if (Character.isHighSurrogate(character)) {
            return at + 1 == id.length() || !Character.isLowSurrogate(id.charAt(at + 1));
        }
        return Character.isLowSurrogate(character) && (at == 0 || !Character.isHighSurrogate(id.charAt(at - 1)));
    }

    private @Nullable Platform platform(String name, JsonParser value) throws IOException {
        String code = text(name, value);
        if (code == null) {
            return null;
        }
        return Platform.ofCode(code).orElseGet(() -> {
            invalid(name, "must be tv, mobile, web, console or other, found " + excerpt(code));
            return null;
        });
    }

    private @Nullable Long time(String name, JsonParser value) throws IOException {
        Long millis =
                value.currentToken() == JsonToken.VALUE_STRING ? rfc3339(name, value.getText()) : whole(name, value);
        if (millis != null && !ClientTime.isInRange(millis)) {
            invalid(name, "must lie in the years 1 to 9999");
            return null;
        }
        return millis;
    }

    private @Nullable Long rfc3339(String name, String text) {
        OptionalLong millis = ClientTime.ofText(text);
        if (millis.isEmpty()) {
            invalid(
                    name,
                    "must be RFC 3339 with an offset (2026-11-22T10:15:02Z) or epoch milliseconds, found "
                            + excerpt(text));
            return null;
        }
        return millis.getAsLong();
    }

    private EventProperties properties(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return EventProperties.NONE;
        }
        if (value.currentToken() != JsonToken.START_OBJECT) {
            wrongType(name, "an object", value);
            return EventProperties.NONE;
        }
        EventProperties read = EventProperties.read(value);
        int count = read.keys().size();
        if (count > limits.propertyKeys()) {
            refuse(Reason.TOO_MANY_PROPERTIES, count + " properties; an event may have " + limits.propertyKeys());
        }
        return read;
    }

    private void wrongType(String name, String expected, JsonParser value) throws IOException {
        invalid(name, "must be " + expected + ", found " + found(value));
        value.skipChildren();
    }

    private static String found(JsonParser value) throws IOException {
        return switch (value.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> excerpt(value.getText());
        };
    }

    private static String excerpt(String text) {
        return '"' + (text.length() <= EXCERPT_CHARS ? text : text.substring(0, EXCERPT_CHARS) + "...") + '"';
    }

    private void invalid(String name, String detail) {
        refuse(Reason.INVALID_FIELD, name + " " + detail);
    }

    private void refuse(Reason reason, String detail) {
        if (problem == null) {
            problem = new Rejection(reason, detail);
        }
    }
}
