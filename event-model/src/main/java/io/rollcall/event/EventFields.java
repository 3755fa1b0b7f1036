package io.rollcall.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one event while it is being read. What is wrong is remembered and reading goes on, so that the answer can
 * name every fault at once, and the event by its id.
 */
final class EventFields {
    private static final int UNKNOWN_NAMES = 8;
    private static final Pattern DIGITS = Pattern.compile("-?[0-9]{1,20}");

    private final Limits limits;
    private final RepeatedTexts texts;
    private final ProfileTexts profiles;

    /** Fields by the bits of their places in the enumeration: an event has a dozen of them, and a set of objects costs more. */
    private int seen;

    private int given;
    private int repeated;

    /** At most two a field: a value is looked at once. Nearly every event has none, and needs no list. */
    private List<Rejection> faults = List.of();

    /** The first few names that no field has: one may be a slip of the pen. */
    private List<String> unknownNames = List.of();

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
    private @Nullable Long seq;
    private @Nullable Double sampleRate;
    private EventProperties properties = EventProperties.NONE;
    private int unknownFields;

    EventFields(Limits limits, RepeatedTexts texts, ProfileTexts profiles) {
        this.limits = limits;
        this.texts = texts;
        this.profiles = profiles;
    }

    /** Takes the field whose value is the parser's current token, and leaves the parser at that value's end. */
    void take(String name, JsonParser value) throws IOException {
        EventField field = EventField.named(name);
        if (field == null) {
            unknownFields++;
            rememberUnknown(name);
            value.skipChildren();
            return;
        }
        int bit = bit(field);
        if ((seen & bit) != 0) {
            repeat(field);
            value.skipChildren();
            return;
        }
        seen |= bit;
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return;
        }
        given |= bit;
        switch (field) {
            case PROFILE_ID -> profileId = profile(field, value);
            case EVENT_NAME -> eventName = text(field, value);
            case EVENT_TIME -> eventTimeMillis = time(field, value);
            case REGION -> region = text(field, value);
            case EVENT_ID -> eventId = id(field, value);
            case ACCOUNT_ID -> accountId = id64(field, value);
            case TITLE_ID -> titleId = id64(field, value);
            case DURATION_SEC -> durationSec = duration(field, value);
            case PLATFORM -> platform = platform(field, value);
            case APP_VERSION -> appVersion = text(field, value);
            case DEVICE_ID -> deviceId = unrepeated(field, value);
            case SESSION_ID -> sessionId = unrepeated(field, value);
            case SEQ -> seq = notNegative(field, value);
            case SAMPLE_RATE -> sampleRate = share(field, value);
            case PROPERTIES -> properties = properties(field, value);
        }
    }

    // Every event is read here: a number with a bit for each field costs nothing, and nobody else sees it.
    @SuppressWarnings("EnumOrdinal")
    private static int bit(EventField field) {
        return 1 << field.ordinal();
    }

    private void rememberUnknown(String name) {
        if (unknownNames.isEmpty()) {
            unknownNames = new ArrayList<>(UNKNOWN_NAMES);
        }
        if (unknownNames.size() < UNKNOWN_NAMES) {
            unknownNames.add(name);
        }
    }

    /** Readers of the raw bytes would disagree about which of the two values counts. */
    private void repeat(EventField field) {
        if ((repeated & bit(field)) == 0) {
            repeated |= bit(field);
            invalid(field, "is given twice");
        }
    }

    /**
     * Says what the fields amount to.
     *
     * @param eventBegin the place of the event's first byte, by the parser's count
     */
    EventReading finish(long eventBegin) {
        if (profileId == null || eventName == null || eventTimeMillis == null || region == null || !faults.isEmpty()) {
            addMissing();
            return new EventReading.Refused(faults, fragment());
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
                seq,
                sampleRate,
                properties.keys(),
                properties.nulls(),
                unknownFields);
        return new EventReading.Read(event, properties.playback(eventName), properties.span(eventBegin));
    }

    private EventFragment fragment() {
        Stream<String> fields = Stream.of(EventField.values())
                .filter(field -> (given & bit(field)) != 0)
                .map(EventField::jsonName);
        Stream<String> keys = properties.keys().stream()
                .filter(key -> !properties.nulls().contains(key))
                .map(key -> EventCatalogue.PROPERTY_PREFIX + key);
        return new EventFragment(
                eventId,
                eventName,
                eventTimeMillis,
                region,
                Stream.concat(fields, keys).collect(Collectors.toUnmodifiableSet()));
    }

    private void addMissing() {
        Map<EventField, String> meant = new EnumMap<>(EventField.class);
        unknownNames.forEach(name -> EventField.meantBy(name).ifPresent(field -> meant.putIfAbsent(field, name)));
        for (EventField field : EventField.REQUIRED) {
            if (((given | repeated) & bit(field)) == 0) {
                String name = meant.get(field);
                String nearMiss = name == null ? "" : " (" + Excerpt.of(name) + ": it is " + field.jsonName() + ")";
                add(new Rejection(Reason.MISSING_FIELD, field.jsonName() + " is required" + nearMiss));
            }
        }
    }

    /** A text that is no number is an id where such texts are taken. */
    private @Nullable Long profile(EventField field, JsonParser value) throws IOException {
        if (!profiles.areTaken()
                || value.currentToken() != JsonToken.VALUE_STRING
                || ProfileTexts.writesANumber(value.getText())) {
            return positive(field, value);
        }
        Long id = profiles.idOf(value.getText());
        if (id == null) {
            invalid(field, "must be " + ProfileTexts.WHAT + ", found " + quoted(value.getText()));
        }
        return id;
    }

    private @Nullable Long positive(EventField field, JsonParser value) throws IOException {
        Long number = id64(field, value);
        if (number != null && number <= 0) {
            invalid(field, "must be above 0, found " + number);
            return null;
        }
        return number;
    }

    /** An identity of 64 bits: as text of digits too, because JavaScript rounds numbers above 2^53. */
    private @Nullable Long id64(EventField field, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            return whole(field, value);
        }
        String text = value.getText();
        if (!DIGITS.matcher(text).matches()) {
            invalid(field, "must be a whole number or text of digits, found " + quoted(text));
            return null;
        }
        try {
            return Long.valueOf(text);
        } catch (NumberFormatException tooLarge) {
            invalid(field, "must fit into 64 bits, found " + quoted(text));
            return null;
        }
    }

    private @Nullable Long whole(EventField field, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT) {
            wrongType(field, "a whole number", value);
            return null;
        }
        if (value.getNumberType() == JsonParser.NumberType.BIG_INTEGER) {
            invalid(field, "must fit into 64 bits");
            return null;
        }
        return value.getLongValue();
    }

    private @Nullable Long notNegative(EventField field, JsonParser value) throws IOException {
        Long number = whole(field, value);
        if (number != null && number < 0) {
            invalid(field, "must not be below 0, found " + number);
            return null;
        }
        return number;
    }

    private @Nullable Double share(EventField field, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT
                && value.currentToken() != JsonToken.VALUE_NUMBER_FLOAT) {
            wrongType(field, "a number", value);
            return null;
        }
        double share = value.getDoubleValue();
        if (!(share > 0 && share <= 1)) {
            invalid(field, "must be above 0 and at most 1, found " + quoted(value.getText()));
            return null;
        }
        return share;
    }

    private @Nullable Integer duration(EventField field, JsonParser value) throws IOException {
        Long seconds = whole(field, value);
        if (seconds != null && (seconds < 0 || seconds > Limits.DURATION_SEC)) {
            invalid(field, "must lie in 0.." + Limits.DURATION_SEC + ", found " + seconds);
            return null;
        }
        return seconds == null ? null : Math.toIntExact(seconds);
    }

    private @Nullable String text(EventField field, JsonParser value) throws IOException {
        if (!isShortText(field, value)) {
            return null;
        }
        int length = value.getTextLength();
        return length <= RepeatedTexts.LONGEST
                ? texts.of(value.getTextCharacters(), value.getTextOffset(), length)
                : value.getText();
    }

    /** A text that hardly any other event has: among those that repeat it would only take the place of one that does. */
    private @Nullable String unrepeated(EventField field, JsonParser value) throws IOException {
        return isShortText(field, value) ? value.getText() : null;
    }

    private boolean isShortText(EventField field, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.VALUE_STRING) {
            wrongType(field, "text", value);
            return false;
        }
        int length = value.getTextLength();
        if (length > Limits.TEXT_CHARS) {
            invalid(field, "may have " + Limits.TEXT_CHARS + " characters, found " + length);
            return false;
        }
        return true;
    }

    private @Nullable String id(EventField field, JsonParser value) throws IOException {
        String id = unrepeated(field, value);
        if (id != null && (id.isBlank() || !isPlain(id))) {
            invalid(field, "must have something to read in it, and no control characters or unpaired surrogates");
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

    private @Nullable Platform platform(EventField field, JsonParser value) throws IOException {
        String code = text(field, value);
        if (code == null) {
            return null;
        }
        return Platform.ofCode(code).orElseGet(() -> {
            String nearMiss = Platform.meantBy(code)
                    .map(meant -> "; " + Excerpt.of(code) + ": \"" + meant.code() + '"')
                    .orElse("");
            invalid(field, "must be tv, mobile, web, console or other, found " + quoted(code) + nearMiss);
            return null;
        });
    }

    private @Nullable Long time(EventField field, JsonParser value) throws IOException {
        Long millis = millis(field, value);
        if (millis != null && !ClientTime.isInRange(millis)) {
            invalid(field, "must lie in the years 1 to 9999; a number is epoch milliseconds, found " + millis);
            return null;
        }
        return millis;
    }

    private @Nullable Long millis(EventField field, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_STRING) {
            return rfc3339(field, value.getText());
        }
        if (value.currentToken() == JsonToken.VALUE_NUMBER_FLOAT) {
            invalid(field, "must be a whole number of epoch milliseconds, found " + quoted(value.getText()));
            return null;
        }
        Long number = whole(field, value);
        if (number != null && ClientTime.looksLikeSeconds(number)) {
            invalid(field, "looks_like_seconds: send milliseconds (" + number + "000, not " + number + ")");
            return null;
        }
        return number;
    }

    private @Nullable Long rfc3339(EventField field, String text) {
        OptionalLong millis = ClientTime.ofText(text);
        if (millis.isEmpty()) {
            invalid(
                    field,
                    "must be RFC 3339 with an offset (2026-11-22T10:15:02Z) or epoch milliseconds"
                            + (DIGITS.matcher(text).matches() ? " as a number without quotes" : "") + ", found "
                            + quoted(text));
            return null;
        }
        return millis.getAsLong();
    }

    private EventProperties properties(EventField field, JsonParser value) throws IOException {
        if (value.currentToken() != JsonToken.START_OBJECT) {
            wrongType(field, "an object", value);
            return EventProperties.NONE;
        }
        EventProperties read = EventProperties.read(value);
        int count = read.keys().size();
        if (count > limits.propertyKeys()) {
            add(new Rejection(
                    Reason.TOO_MANY_PROPERTIES, count + " properties; an event may have " + limits.propertyKeys()));
        }
        return read;
    }

    private void wrongType(EventField field, String expected, JsonParser value) throws IOException {
        invalid(field, "must be " + expected + ", found " + found(value));
        value.skipChildren();
    }

    private static String found(JsonParser value) throws IOException {
        return switch (value.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            default -> quoted(value.getText());
        };
    }

    private static String quoted(String text) {
        return '"' + Excerpt.of(text) + '"';
    }

    private void add(Rejection fault) {
        if (faults.isEmpty()) {
            faults = new ArrayList<>();
        }
        faults.add(fault);
    }

    private void invalid(EventField field, String detail) {
        add(new Rejection(Reason.INVALID_FIELD, field.jsonName() + " " + detail));
    }
}
