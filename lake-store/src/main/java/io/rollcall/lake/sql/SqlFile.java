package io.rollcall.lake.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A .sql file of the lake. They are the same for every engine: an ANSI subset, explicit casts, UTC. {@code :name} is a
 * parameter; what engines spell differently is a function defined in {@code dialect/ENGINE.sql}.
 */
public record SqlFile(String name, String text) {
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z][a-z0-9_]*)");

    /**
     * The file of that name.
     *
     * @param name its path below {@code sql/}, without the ending: {@code gold/dau_by_region}
     */
    public static SqlFile of(String name) {
        String resource = name + ".sql";
        try (InputStream file = SqlFile.class.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalArgumentException("lake-store has no sql/" + resource);
            }
            return new SqlFile(name, withoutComments(new String(file.readAllBytes(), StandardCharsets.UTF_8)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read sql/" + resource, unreadable);
        }
    }

    private static String withoutComments(String text) {
        return text.lines().filter(line -> !line.startsWith("--")).collect(Collectors.joining("\n"));
    }

    /**
     * The query with its parameters filled in.
     *
     * @param literals by parameter, each as the engine spells that value
     * @throws IllegalArgumentException when a parameter has no value, or a value no parameter
     */
    public String bind(Map<String, String> literals) {
        Set<String> unused = new HashSet<>(literals.keySet());
        String bound = PARAMETER.matcher(text).replaceAll(parameter -> {
            String literal = literals.get(parameter.group(1));
            if (literal == null) {
                throw new IllegalArgumentException(name + ".sql needs a value for " + parameter.group());
            }
            unused.remove(parameter.group(1));
            return Matcher.quoteReplacement(literal);
        });
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(name + ".sql has no parameters " + unused);
        }
        return bound;
    }

    /** The file's statements, when it has several; each ends with a semicolon at the end of a line. */
    public List<String> statements() {
        return Arrays.stream(text.split(";\\s*(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
