package io.rollcall.event;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One event as a client sent it: types checked, meaning not yet (see {@link EventCatalogue} and {@link Regions}).
 *
 * @param profileId who; above 0
 * @param eventName what; checked against the catalogue by the gateway
 * @param eventTimeMillis when, by the client's clock, in epoch milliseconds
 * @param region where; two characters, checked by the gateway
 * @param eventId the client's id for it, or null
 * @param accountId the account the profile belongs to, or null
 * @param titleId the title it is about, or null
 * @param durationSec seconds watched, 0..86,400, or null
 * @param platform kind of device, or null
 * @param appVersion version of the app, or null
 * @param deviceId the device, or null
 * @param sessionId the client's own session, or null
 * @param seq the number that the client counts up by one an event, or null
 * @param sampleRate the share of such events that the client sends, above 0 and at most 1, or null
 * @param propertyKeys the keys of {@code properties}; empty when there are none
 * @param nullProperties those of them whose value is null: as good as absent where one is required
 * @param unknownFields how many top-level fields the contract does not name
 */
public record AppEvent(
        long profileId,
        String eventName,
        long eventTimeMillis,
        String region,
        @Nullable String eventId,
        @Nullable Long accountId,
        @Nullable Long titleId,
        @Nullable Integer durationSec,
        @Nullable Platform platform,
        @Nullable String appVersion,
        @Nullable String deviceId,
        @Nullable String sessionId,
        @Nullable Long seq,
        @Nullable Double sampleRate,
        Set<String> propertyKeys,
        Set<String> nullProperties,
        int unknownFields) {

    /** Says whether the event carries a field of that name, not null; {@code properties.x} asks for a property. */
    public boolean has(String field) {
        if (field.startsWith(EventCatalogue.PROPERTY_PREFIX)) {
            String key = field.substring(EventCatalogue.PROPERTY_PREFIX.length());
            return propertyKeys.contains(key) && !nullProperties.contains(key);
        }
        EventField named = EventField.named(field);
        if (named == null || !named.isOptional()) {
            throw new IllegalArgumentException("no such optional field: " + field);
        }
        return named.isIn(this);
    }
}
