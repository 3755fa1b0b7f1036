package io.rollcall.event;

import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
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

    private static final Map<String, EventField> BY_NAME = Arrays.stream(values())
            .collect(Collectors.toMap(field -> field.name().toLowerCase(Locale.ROOT), Function.identity()));

    /** The field of that name in JSON, or null when the contract has none. */
    static @Nullable EventField named(String name) {
        return BY_NAME.get(name);
    }
}
