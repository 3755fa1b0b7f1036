package io.rollcall.standalone.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** docs/reference/configuration.md, which ConfigurationReferenceTest holds to the code: each setting with its default. */
record SettingsReference(Map<String, String> defaults) {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([a-z][^`]+)` \\| (?:`([^`]*)`)?");
    private static final Pattern NAME = Pattern.compile("\\bNAME\\b");

    static SettingsReference read() throws IOException {
        Path page = Archive.ROOT.resolve("docs/reference/configuration.md");
        return new SettingsReference(ROW.matcher(Files.readString(page))
                .results()
                .collect(Collectors.toMap(
                        row -> row.group(1), row -> row.group(2) == null ? "" : row.group(2), (one, other) -> one)));
    }

    Set<String> names() {
        return defaults.keySet();
    }

    String defaultOf(String name) {
        return defaults.getOrDefault(name, "");
    }

    /** Whether one of the settings is written so in the environment, with any name where a deployment chooses one. */
    boolean knowsVariable(String variable) {
        return names().stream().anyMatch(name -> variable.matches(inEnvironment(name)));
    }

    private static String inEnvironment(String name) {
        return NAME.splitAsStream(name + " ")
                .map(part -> part.strip().replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("[A-Z0-9]+"));
    }
}
