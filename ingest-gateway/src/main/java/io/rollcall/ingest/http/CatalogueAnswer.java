package io.rollcall.ingest.http;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventSchema;
import io.rollcall.event.EventType;
import io.rollcall.event.Limits;
import io.rollcall.event.Platform;
import io.rollcall.event.ProfileTexts;
import io.rollcall.event.Reason;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/** What the gateway says about the events that it takes: as a list, or as one JSON Schema. */
final class CatalogueAnswer {
    private CatalogueAnswer() {}

    /** Every type with what it needs, and the limits of all events. */
    static JsonObject list(EventCatalogue catalogue, Limits limits) {
        JsonArray events = new JsonArray();
        catalogue.names().stream()
                .sorted()
                .map(name -> catalogue.find(name).orElseThrow())
                .forEach(type -> events.add(event(type)));
        return new JsonObject()
                .put("version", catalogue.version().orElse(null))
                .put("events", events)
                .put("limits", limits(limits))
                .put("platforms", array(Stream.of(Platform.values()).map(Platform::code)))
                .put("reasons", array(Stream.of(Reason.values()).map(Reason::code)));
    }

    /** One JSON Schema of an event, for the tests of an app. */
    static JsonObject schema(EventCatalogue catalogue, Limits limits, ProfileTexts profiles) {
        JsonObject schema = new JsonObject(EventSchema.of(catalogue, limits, profiles));
        catalogue.version().ifPresent(version -> schema.put("$comment", "catalogue version " + version));
        return schema;
    }

    private static JsonObject event(EventType type) {
        JsonObject event = new JsonObject()
                .put("name", type.name())
                .put("active", type.active())
                .put("required", array(type.required().stream()));
        type.owner().ifPresent(owner -> event.put("owner", owner));
        type.since().ifPresent(since -> event.put("since", since));
        type.sampling()
                .ifPresent(sampling -> event.put(
                        "sample",
                        new JsonObject()
                                .put("rate", sampling.rate())
                                .put("by", sampling.unit().code())));
        if (!type.plan().isEmpty()) {
            event.put("properties", new JsonObject(Map.copyOf(type.plan().schemas())))
                    .put("check", type.plan().check().name().toLowerCase(Locale.ROOT));
        }
        return event;
    }

    private static JsonObject limits(Limits limits) {
        return new JsonObject()
                .put("body_bytes", limits.bodyBytes())
                .put("unpacked_bytes", limits.unpackedBytes())
                .put("events_per_request", limits.eventsPerRequest())
                .put("event_bytes", limits.eventBytes())
                .put("property_keys", limits.propertyKeys())
                .put("text_chars", Limits.TEXT_CHARS)
                .put("duration_sec", Limits.DURATION_SEC)
                .put("nesting_depth", Limits.NESTING_DEPTH)
                .put("max_age_sec", limits.maxAge().toSeconds())
                .put("max_ahead_sec", limits.maxAhead().toSeconds());
    }

    private static JsonArray array(Stream<String> texts) {
        JsonArray array = new JsonArray();
        texts.forEach(array::add);
        return array;
    }
}
