package io.rollcall.lake.engine;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The views of a session as texts: another engine that is given them, in their order, has the same ones.
 *
 * @param views by name, {@code schema.name} or {@code name}, the query behind each; one comes after those that it reads
 * @param files that they read, and no others
 */
public record Definitions(Map<String, String> views, Set<Path> files) {
    public Definitions {
        views = Collections.unmodifiableMap(new LinkedHashMap<>(views));
        files = Set.copyOf(files);
    }
}
