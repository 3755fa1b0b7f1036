package io.rollcall.event;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * The event names that are accepted. The built-in ones are in {@code event-catalogue.yaml} beside this class; a
 * deployment adds its own from a file of the same form:
 *
 * <pre>
 * version: 3
 * events:
 *   watchlist_add:
 *     active: true
 *     required: [title_id, properties.source]
 *     owner: discovery
 *     since: 2026-11-01
 *     properties:
 *       source: {type: string, enum: [home, search]}
 *     check: observe
 *   player_stats:
 *     active: false
 *     sample: {rate: 0.1, by: profile}
 * </pre>
 */
public final class EventCatalogue {
    static final String PROPERTY_PREFIX = "properties.";

    private static final String BUILT_IN = "event-catalogue.yaml";
    private static final List<String> OPTIONAL_FIELDS =
            EventField.OPTIONAL.stream().map(EventField::jsonName).toList();

    private final Map<String, EventType> types;
    private final Optional<String> version;

    private EventCatalogue(Map<String, EventType> types, Optional<String> version) {
        this.types = Map.copyOf(types);
        this.version = version;
    }

    /** The catalogue that every deployment has. */
    public static EventCatalogue builtIn() {
        try (InputStream yaml = EventCatalogue.class.getResourceAsStream(BUILT_IN)) {
            if (yaml == null) {
                throw new IllegalStateException(BUILT_IN + " is missing from the jar of event-model");
            }
            return new EventCatalogue(
                    CatalogueEntries.of(BUILT_IN, parser().load(yaml)).types(), Optional.empty());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the built-in " + BUILT_IN, unreadable);
        }
    }

    /**
     * The built-in catalogue and a deployment's own names.
     *
     * @throws IllegalArgumentException when the file is not a catalogue, or redefines a built-in name
     * @throws UncheckedIOException when the file cannot be read
     */
    public static EventCatalogue withAdditions(Path file) {
        try {
            return withAdditions(file.toString(), Files.readAllBytes(file));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the event catalogue " + file, unreadable);
        }
    }

    /**
     * The built-in catalogue and a deployment's own names.
     *
     * @param source what holds them, for messages
     * @param yaml what stands there
     * @throws IllegalArgumentException when that is not a catalogue, or redefines a built-in name
     */
    public static EventCatalogue withAdditions(String source, byte[] yaml) {
        Map<String, EventType> all = new LinkedHashMap<>(builtIn().types);
        CatalogueEntries own = CatalogueEntries.of(source, document(source, yaml));
        own.types().forEach((name, type) -> {
            if (all.putIfAbsent(name, type) != null) {
                throw new IllegalArgumentException(
                        source + ": '" + name + "' is a built-in event; give yours another name");
            }
        });
        return new EventCatalogue(all, own.version());
    }

    private static @Nullable Object document(String source, byte[] yaml) {
        try {
            return parser().load(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(yaml))
                    .toString());
        } catch (CharacterCodingException broken) {
            throw new IllegalArgumentException(source + " is not UTF-8", broken);
        } catch (YAMLException broken) {
            throw new IllegalArgumentException(source + " is not YAML: " + broken.getMessage(), broken);
        }
    }

    public Optional<EventType> find(String name) {
        return Optional.ofNullable(types.get(name));
    }

    /** The version that the deployment's file says it has. */
    public Optional<String> version() {
        return version;
    }

    /** Every accepted name. */
    public Set<String> names() {
        return types.keySet();
    }

    /** The name that somebody may have meant by one that is not in the catalogue. */
    public Optional<String> nearest(String name) {
        return Spelling.nearest(name, names());
    }

    static void requireOptionalField(String field) {
        if (!OPTIONAL_FIELDS.contains(field) && !field.startsWith(PROPERTY_PREFIX)) {
            throw new IllegalArgumentException(
                    "'" + field + "' cannot be required: choose from " + OPTIONAL_FIELDS + " or properties.NAME");
        }
    }

    private static Yaml parser() {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        return new Yaml(new SafeConstructor(options));
    }
}
