package io.rollcall.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The top-level fields that the contract names. */
enum EventField {
    PROFILE_ID,
    EVENT_NAME,
    EVENT_TIME,
    REGION,
    EVENT_ID,
    ACCOUNT_ID,
    TITLE_ID,
    DURATION_SEC,
    PLATFORM,
    APP_VERSION,
    DEVICE_ID,
    SESSION_ID,
    PROPERTIES;

    private static final Map<String, EventField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(EventField::jsonName, Function.identity()));

    /** What other systems call the fields that every event needs. */
    private static final Map<String, EventField> ELSEWHERE = Map.ofEntries(
            Map.entry("user_id", PROFILE_ID),
            Map.entry("profile", PROFILE_ID),
            Map.entry("event", EVENT_NAME),
            Map.entry("name", EVENT_NAME),
            Map.entry("type", EVENT_NAME),
            Map.entry("event_type", EVENT_NAME),
            Map.entry("timestamp", EVENT_TIME),
            Map.entry("time", EVENT_TIME),
            Map.entry("ts", EVENT_TIME),
            Map.entry("country", REGION),
            Map.entry("country_code", REGION));

    /** The name in JSON. */
    String jsonName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The field that somebody may have meant by a name that no field has. */
    static Optional<EventField> meantBy(String name) {
        return Spelling.nearest(name, BY_NAME.keySet())
                .map(BY_NAME::get)
                .or(() -> Spelling.spelledLike(name, ELSEWHERE.keySet()).map(ELSEWHERE::get));
    }

    /** The field of that name in JSON, or null when the contract has none. */
    static @Nullable EventField named(String name) {
        return BY_NAME.get(name);
    }
}
