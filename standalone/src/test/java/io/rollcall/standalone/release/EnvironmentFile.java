package io.rollcall.standalone.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** A file of lines {@code NAME=value}, as Compose and Kustomize read them. */
final class EnvironmentFile {
    private EnvironmentFile() {}

    static Map<String, String> read(Path file) throws IOException {
        Map<String, String> variables = new TreeMap<>();
        for (String line : Files.readAllLines(file)) {
            if (!line.startsWith("#") && !line.isBlank()) {
                String[] parts = line.split("=", 2);
                variables.put(parts[0], parts[1]);
            }
        }
        return variables;
    }
}
