package io.rollcall.event;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the entries of a catalogue from its YAML, and says which line of thought is wrong where one is. */
final class CatalogueEntries {
    private static final Set<String> KEYS =
            Set.of("active", "required", "owner", "since", "properties", "check", "sample");

    private final String source;
    private final Map<?, ?> root;
    private final Map<?, ?> events;

    private CatalogueEntries(String source, Map<?, ?> root, Map<?, ?> events) {
        this.source = source;
        this.root = root;
        this.events = events;
    }

    static CatalogueEntries of(String source, @Nullable Object document) {
        if (document instanceof Map<?, ?> root && root.get("events") instanceof Map<?, ?> events) {
            return new CatalogueEntries(source, root, events);
        }
        throw new IllegalArgumentException(source + ": a catalogue is a map 'events:' of names to entries");
    }

    /** What the file says its version is. */
    Optional<String> version() {
        return Optional.ofNullable(root.get("version")).map(CatalogueEntries::text);
    }

    Map<String, EventType> types() {
        Map<String, EventType> types = new LinkedHashMap<>();
        events.forEach((name, entry) -> types.put(String.valueOf(name), type(String.valueOf(name), entry)));
        return types;
    }

    private EventType type(String name, @Nullable Object entry) {
        if (!(entry instanceof Map<?, ?> settings) || !(settings.get("active") instanceof Boolean active)) {
            throw wrong(name, "must say 'active: true' or 'active: false'");
        }
        if (!KEYS.containsAll(settings.keySet())) {
            throw wrong(name, "may say " + KEYS + ", found " + settings.keySet());
        }
        Object required = settings.containsKey("required") ? settings.get("required") : List.of();
        if (!(required instanceof List<?> fields)) {
            throw new IllegalArgumentException(source + ": 'required' of '" + name + "' must be a list of fields");
        }
        return new EventType(
                name,
                active,
                fields.stream().map(String::valueOf).toList(),
                Optional.ofNullable(settings.get("owner")).map(CatalogueEntries::text),
                Optional.ofNullable(settings.get("since")).map(CatalogueEntries::text),
                plan(name, settings),
                Optional.ofNullable(settings.get("sample")).map(sample -> sampling(name, sample)));
    }

    private Sampling sampling(String name, Object sample) {
        if (sample instanceof Map<?, ?> said
                && said.keySet().equals(Set.of("rate", "by"))
                && said.get("rate") instanceof Number rate) {
            Sampling.Unit unit = Sampling.Unit.ofCode(said.get("by"));
            if (unit != null && rate.doubleValue() > 0 && rate.doubleValue() < 1) {
                return new Sampling(rate.doubleValue(), unit);
            }
        }
        throw wrong(
                name,
                "may say 'sample: {rate: 0.1, by: profile}', a rate above 0 and below 1, by profile or event; found '"
                        + sample + "'");
    }

    private PropertyPlan plan(String name, Map<?, ?> settings) {
        Object properties = settings.containsKey("properties") ? settings.get("properties") : Map.of();
        if (!(properties instanceof Map<?, ?> named)) {
            throw wrong(name, "has 'properties' that are no map of names to JSON Schemas");
        }
        Map<String, Object> schemas = new LinkedHashMap<>();
        named.forEach((property, schema) -> {
            if (!(schema instanceof Map<?, ?>) && !(schema instanceof Boolean)) {
                throw wrong(name, "has a property '" + property + "' whose schema is no map, like {type: string}");
            }
            schemas.put(String.valueOf(property), schema);
        });
        return new PropertyPlan(schemas, check(name, settings.get("check")));
    }

    private PropertyPlan.Check check(String name, @Nullable Object check) {
        for (PropertyPlan.Check known : PropertyPlan.Check.values()) {
            if (known.name().toLowerCase(Locale.ROOT).equals(check)) {
                return known;
            }
        }
        if (check != null) {
            throw wrong(name, "may say 'check: observe' or 'check: enforce', found '" + check + "'");
        }
        return PropertyPlan.Check.OBSERVE;
    }

    private IllegalArgumentException wrong(String name, String what) {
        return new IllegalArgumentException(source + ": '" + name + "' " + what);
    }

    /** YAML takes what looks like a date for a moment. */
    private static String text(Object value) {
        return value instanceof Date date
                ? LocalDate.ofInstant(date.toInstant(), ZoneOffset.UTC).toString()
                : String.valueOf(value);
    }
}
