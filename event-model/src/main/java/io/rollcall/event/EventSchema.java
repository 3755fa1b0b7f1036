package io.rollcall.event;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes the event down as one JSON Schema (2020-12), for those who want to check their events before they send them. It
 * is made of the limits and lists that the gateway judges by. What the gateway accepts it accepts too; it cannot say
 * everything that the gateway refuses, as how old an event is, or a field that is given twice.
 */
public final class EventSchema {
    private static final String TYPE = "type";
    private static final String MINIMUM = "minimum";
    private static final String MAXIMUM = "maximum";
    private static final String PROPERTIES = "properties";
    private static final String REQUIRED = "required";
    private static final String TEXT = "string";
    private static final String WHOLE = "integer";

    private EventSchema() {}

    /** The schema of the events that a catalogue has. */
    public static Map<String, Object> of(EventCatalogue catalogue, Limits limits, ProfileTexts profiles) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (EventField field : EventField.values()) {
            Object schema = field == EventField.PROFILE_ID ? profile(profiles) : schema(field, catalogue, limits);
            fields.put(field.jsonName(), EventField.REQUIRED.contains(field) ? schema : orNull(schema));
        }
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        event.put("title", "Event");
        event.put(TYPE, "object");
        event.put(REQUIRED, names(EventField.REQUIRED));
        event.put(PROPERTIES, fields);
        event.put("allOf", typed(catalogue));
        return event;
    }

    private static Map<String, Object> schema(EventField field, EventCatalogue catalogue, Limits limits) {
        return switch (field) {
            case PROFILE_ID -> profile(ProfileTexts.NONE);
            case ACCOUNT_ID, TITLE_ID -> id(Long.MIN_VALUE, "^-?[0-9]{1,20}$");
            case EVENT_NAME -> Map.of("enum", List.copyOf(new TreeSet<>(catalogue.names())));
            case EVENT_TIME -> time();
            case REGION -> Map.of("enum", Regions.codes());
            case EVENT_ID -> Map.of(TYPE, TEXT, "minLength", 1, "maxLength", Limits.TEXT_CHARS);
            case DURATION_SEC -> Map.of(TYPE, WHOLE, MINIMUM, 0, MAXIMUM, Limits.DURATION_SEC);
            case PLATFORM ->
                Map.of("enum", Stream.of(Platform.values()).map(Platform::code).toList());
            case APP_VERSION, DEVICE_ID, SESSION_ID -> Map.of(TYPE, TEXT, "maxLength", Limits.TEXT_CHARS);
            case SEQ -> Map.of(TYPE, WHOLE, MINIMUM, 0, MAXIMUM, Long.MAX_VALUE);
            case SAMPLE_RATE -> Map.of(TYPE, "number", "exclusiveMinimum", 0, MAXIMUM, 1);
            case PROPERTIES -> Map.of(TYPE, "object", "maxProperties", limits.propertyKeys());
        };
    }

    private static Map<String, Object> profile(ProfileTexts profiles) {
        return profiles.areTaken()
                ? id(1, "^(0*[1-9][0-9]{0,18}|(?!-?[0-9]+(?![\\s\\S]))[\\s\\S]+)$", ProfileTexts.MOST_CHARS)
                : id(1, "^0*[1-9][0-9]{0,18}$");
    }

    private static Map<String, Object> id(long least, String pattern, int mostChars) {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of(TYPE, WHOLE, MINIMUM, least, MAXIMUM, Long.MAX_VALUE),
                        Map.of(TYPE, TEXT, "pattern", pattern, "maxLength", mostChars)));
    }

    private static Map<String, Object> id(long least, String digits) {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of(TYPE, WHOLE, MINIMUM, least, MAXIMUM, Long.MAX_VALUE),
                        Map.of(TYPE, TEXT, "pattern", digits)));
    }

    private static Map<String, Object> time() {
        return Map.of(
                "anyOf",
                List.of(
                        Map.of(TYPE, TEXT, "pattern", ClientTime.PATTERN),
                        Map.of(
                                TYPE,
                                WHOLE,
                                MINIMUM,
                                ClientTime.EARLIEST_MILLIS,
                                MAXIMUM,
                                ClientTime.LATEST_MILLIS,
                                "not",
                                Map.of(
                                        MINIMUM,
                                        ClientTime.LEAST_SECONDS,
                                        "exclusiveMaximum",
                                        ClientTime.MOST_SECONDS))));
    }

    private static Map<String, Object> orNull(Object schema) {
        return Map.of("anyOf", List.of(schema, Map.of(TYPE, "null")));
    }

    /** What single types need beside what every event has. */
    private static List<Object> typed(EventCatalogue catalogue) {
        List<Object> conditions = new ArrayList<>();
        for (String name : new TreeSet<>(catalogue.names())) {
            EventType type = catalogue.find(name).orElseThrow();
            if (!type.required().isEmpty() || type.isEnforced()) {
                conditions.add(Map.of(
                        "if", Map.of(PROPERTIES, Map.of(EventField.EVENT_NAME.jsonName(), Map.of("const", name))),
                        "then", needs(type)));
            }
        }
        return conditions;
    }

    private static Map<String, Object> needs(EventType type) {
        List<String> fields = type.required().stream()
                .filter(field -> !field.startsWith(EventCatalogue.PROPERTY_PREFIX))
                .toList();
        List<String> keys = type.required().stream()
                .filter(field -> field.startsWith(EventCatalogue.PROPERTY_PREFIX))
                .map(field -> field.substring(EventCatalogue.PROPERTY_PREFIX.length()))
                .toList();
        Map<String, Object> given = new LinkedHashMap<>();
        fields.forEach(field -> given.put(field, notNull()));
        Map<String, Object> properties = new LinkedHashMap<>();
        if (type.isEnforced()) {
            Map<String, Object> planned = new LinkedHashMap<>();
            type.plan().schemas().forEach((property, schema) -> planned.put(property, orNull(schema)));
            properties.put(PROPERTIES, planned);
        }
        if (!keys.isEmpty()) {
            Map<String, Object> present = new LinkedHashMap<>();
            keys.forEach(key -> present.put(key, notNull()));
            properties.put("allOf", List.of(Map.of(TYPE, "object", REQUIRED, keys, PROPERTIES, present)));
        }
        if (!properties.isEmpty()) {
            given.put(PROPERTIES, properties);
        }
        List<String> required = new ArrayList<>(fields);
        if (!keys.isEmpty()) {
            required.add(EventField.PROPERTIES.jsonName());
        }
        return Map.of(REQUIRED, required, PROPERTIES, given);
    }

    private static Map<String, Object> notNull() {
        return Map.of("not", Map.of(TYPE, "null"));
    }

    private static List<String> names(List<EventField> fields) {
        return fields.stream().map(EventField::jsonName).toList();
    }
}
