package io.rollcall.event;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Says what the properties of an event's type have to be.
 *
 * @param schemas a JSON Schema for the value of each property, by the property's name
 * @param check what becomes of an event that has another value
 */
public record PropertyPlan(Map<String, Object> schemas, Check check) {
    /** The plan of a type that says nothing about its properties. */
    public static final PropertyPlan NONE = new PropertyPlan(Map.of(), Check.OBSERVE);

    /** Says what becomes of an event that is not as planned. */
    public enum Check {
        /** It is accepted, and counted. */
        OBSERVE,
        /** It is rejected. */
        ENFORCE
    }

    public PropertyPlan {
        schemas = Collections.unmodifiableMap(new LinkedHashMap<>(schemas));
    }

    /** Says whether there is nothing to check. */
    public boolean isEmpty() {
        return schemas.isEmpty();
    }

    /** The plan as a JSON Schema of the object {@code properties}. */
    public Map<String, Object> schema() {
        return Map.of("type", "object", "properties", schemas);
    }

    /** The names of all properties that are planned. */
    public Set<String> names() {
        return schemas.keySet();
    }
}
