package io.rollcall.event;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The top-level fields that the contract names: those that every event needs, those that an event may do without unless the
 * catalogue requires them of its type, and the properties.
 */
enum EventField {
    PROFILE_ID(AppEvent::profileId, Need.EVERY_EVENT),
    EVENT_NAME(AppEvent::eventName, Need.EVERY_EVENT),
    EVENT_TIME(AppEvent::eventTimeMillis, Need.EVERY_EVENT),
    REGION(AppEvent::region, Need.EVERY_EVENT),
    EVENT_ID(AppEvent::eventId, Need.SOME_TYPES),
    ACCOUNT_ID(AppEvent::accountId, Need.SOME_TYPES),
    TITLE_ID(AppEvent::titleId, Need.SOME_TYPES),
    DURATION_SEC(AppEvent::durationSec, Need.SOME_TYPES),
    PLATFORM(AppEvent::platform, Need.SOME_TYPES),
    APP_VERSION(AppEvent::appVersion, Need.SOME_TYPES),
    DEVICE_ID(AppEvent::deviceId, Need.SOME_TYPES),
    SESSION_ID(AppEvent::sessionId, Need.SOME_TYPES),
    SEQ(AppEvent::seq, Need.SOME_TYPES),
    SAMPLE_RATE(AppEvent::sampleRate, Need.SOME_TYPES),
    PROPERTIES(AppEvent::propertyKeys, Need.NOBODY);

    private enum Need {
        EVERY_EVENT,
        SOME_TYPES,
        NOBODY
    }

    /** Those without which there is no event. */
    static final List<EventField> REQUIRED = needed(Need.EVERY_EVENT);

    /** Those that the catalogue may require of a type. */
    static final List<EventField> OPTIONAL = needed(Need.SOME_TYPES);

    private static final Map<String, EventField> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(EventField::jsonName, Function.identity()));

    /** The names by which other systems call the fields that every event needs. */
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

    // A reference to an accessor: it has no state.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Function<AppEvent, @Nullable Object> value;

    private final Need need;

    EventField(Function<AppEvent, @Nullable Object> value, Need need) {
        this.value = value;
        this.need = need;
    }

    private static List<EventField> needed(Need need) {
        return Arrays.stream(values()).filter(field -> field.need == need).toList();
    }

    boolean isOptional() {
        return need == Need.SOME_TYPES;
    }

    /** Says whether an event carries it, and not null. */
    boolean isIn(AppEvent event) {
        return value.apply(event) != null;
    }

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
