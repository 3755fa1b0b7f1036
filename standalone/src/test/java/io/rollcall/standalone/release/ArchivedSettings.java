package io.rollcall.standalone.release;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The settings that an archive carries, those among them that are only shown ({@code # name=value}). */
record ArchivedSettings(String module) {
    private static final Pattern SHOWN = Pattern.compile("(?m)^# ((?:rollcall|quarkus|kafka)\\.\\S+)=(\\S.*)$");

    Path file() {
        return Archive.ROOT.resolve("deploy/archive/config/" + module + ".properties");
    }

    Map<String, String> set() {
        Properties properties = new Properties();
        try (Reader file = Files.newBufferedReader(file())) {
            properties.load(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        Map<String, String> settings = new TreeMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return settings;
    }

    Map<String, String> shown() throws IOException {
        Map<String, String> settings = new TreeMap<>();
        SHOWN.matcher(Files.readString(file())).results().forEach(row -> settings.put(row.group(1), row.group(2)));
        return settings;
    }

    /** The port on which it listens when nothing else is said. */
    String port() {
        return Optional.ofNullable(set().get("quarkus.http.port")).orElse("8080");
    }
}
