package io.rollcall.ingest.intake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaId;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventType;
import io.rollcall.event.Excerpt;
import io.rollcall.event.PropertyPlan.Check;
import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Holds the properties of events against what the catalogue plans for their type. Events of types without a plan cost one
 * look into a map; of the others, the JSON is read a second time, as a tree.
 */
final class TrackingPlan {
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V202012);
    private static final int NAMED_FAULTS = 3;
    private static final int DETAIL_CHARS = 500;

    private final ObjectMapper json = new ObjectMapper();
    private final Map<String, Planned> planned;

    private record Planned(JsonSchema schema, Check check) {}

    /** An event that is not as planned, and what becomes of it. */
    record Departure(Check check, String detail, @Nullable String eventId) {
        Rejected rejected(int index, Slice slice) {
            return new Rejected(index, slice, eventId, new Rejection(Reason.SCHEMA_VIOLATION, detail));
        }
    }

    private TrackingPlan(Map<String, Planned> planned) {
        this.planned = Map.copyOf(planned);
    }

    /** Refuses plans that are no JSON Schema, and those that refer to something else: nothing is fetched. */
    static TrackingPlan of(EventCatalogue catalogue) {
        ObjectMapper json = new ObjectMapper();
        Map<String, Planned> planned = new HashMap<>();
        for (String name : catalogue.names()) {
            EventType type = catalogue.find(name).orElseThrow();
            if (!type.plan().isEmpty()) {
                JsonNode schema = json.valueToTree(type.plan().schema());
                requireSchema(name, schema);
                planned.put(
                        name, new Planned(SCHEMAS.getSchema(schema), type.plan().check()));
            }
        }
        return new TrackingPlan(planned);
    }

    /** Says in what an event is not as planned; null when it is. */
    @Nullable
    Departure departure(Body body, Accepted event) {
        Planned plan = planned.get(event.stamp().eventName());
        return plan == null ? null : departure(plan, tree(body, event.slice()));
    }

    private static @Nullable Departure departure(Planned plan, JsonNode event) {
        if (!(event.get("properties") instanceof ObjectNode properties)) {
            return null;
        }
        properties.properties().removeIf(property -> property.getValue().isNull());
        Set<ValidationMessage> faults = plan.schema().validate(properties);
        return faults.isEmpty()
                ? null
                : new Departure(
                        plan.check(), detail(faults), event.path("event_id").textValue());
    }

    private JsonNode tree(Body body, Slice slice) {
        try {
            return json.readTree(body.bytes(), slice.offset(), slice.length());
        } catch (IOException impossible) {
            throw new IllegalStateException("an event that was read before can be read again", impossible);
        }
    }

    private static String detail(Set<ValidationMessage> faults) {
        String detail = faults.stream()
                .limit(NAMED_FAULTS)
                .map(fault -> fault.getMessage().replaceFirst("^\\$\\.?", "properties."))
                .collect(Collectors.joining("; "));
        return Excerpt.of(detail, DETAIL_CHARS);
    }

    private static void requireSchema(String name, JsonNode schema) {
        Set<ValidationMessage> faults =
                SCHEMAS.getSchema(SchemaLocation.of(SchemaId.V202012)).validate(schema);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException("the properties of the event '" + name + "' are no JSON Schema: "
                    + faults.iterator().next().getMessage());
        }
        Stream.of("$ref", "$dynamicRef", "$id", "$schema")
                .filter(reference -> schema.findValue(reference) != null)
                .findFirst()
                .ifPresent(reference -> {
                    throw new IllegalArgumentException("the properties of the event '" + name + "' have a " + reference
                            + ": a plan stands by itself");
                });
    }
}
