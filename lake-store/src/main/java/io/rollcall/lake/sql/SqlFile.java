package io.rollcall.lake.sql;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A .sql file of the lake, read once. They are the same for every engine: an ANSI subset, explicit casts, UTC. {@code :name} is a
 * parameter; what engines spell differently is a function defined in {@code dialect/ENGINE.sql}.
 */
public final class SqlFile {
    private static final Pattern PARAMETER = Pattern.compile("(?<![:\\w]):([a-z][a-z0-9_]*)");

    /** The files do not change while the program runs, and there are as many as the jar has. */
    private static final Map<String, SqlFile> READ = new ConcurrentHashMap<>();

    private final String name;
    private final String text;

    /** The texts between the parameters: before the first, between each and the next, after the last. */
    private final List<String> pieces = new ArrayList<>();

    /** The parameters as they come, the same one as often as it does. */
    private final List<String> parameters = new ArrayList<>();

    /**
     * A file that is not the program's own.
     *
     * @param name for those who read of what is wrong with it
     * @param text its query, without comments
     */
    public SqlFile(String name, String text) {
        this.name = name;
        this.text = text;
        Matcher matcher = PARAMETER.matcher(text);
        int end = 0;
        while (matcher.find()) {
            pieces.add(text.substring(end, matcher.start()));
            parameters.add(matcher.group(1));
            end = matcher.end();
        }
        pieces.add(text.substring(end));
    }

    /**
     * The file of that name.
     *
     * @param name its path below {@code sql/}, without the ending: {@code gold/dau_by_region}
     */
    public static SqlFile of(String name) {
        return READ.computeIfAbsent(name, SqlFile::read);
    }

    private static SqlFile read(String name) {
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

    /** The names of its parameters. */
    public Set<String> parameters() {
        return new TreeSet<>(parameters);
    }

    /** The query with its parameters as they stand. */
    public String unbound() {
        return text;
    }

    /**
     * The query of a file without parameters.
     *
     * @throws IllegalArgumentException when it has some
     */
    public String text() {
        return bind(Map.of());
    }

    /**
     * The query with its parameters filled in.
     *
     * @param literals by parameter, each as the engine spells that value
     * @throws IllegalArgumentException when a parameter has no value, or a value no parameter
     */
    public String bind(Map<String, String> literals) {
        Set<String> unused = new TreeSet<>(literals.keySet());
        parameters.forEach(unused::remove);
        if (!unused.isEmpty()) {
            throw new IllegalArgumentException(name + ".sql has no parameters " + unused);
        }
        StringBuilder bound = new StringBuilder(pieces.get(0));
        for (int i = 0; i < parameters.size(); i++) {
            String literal = literals.get(parameters.get(i));
            if (literal == null) {
                throw new IllegalArgumentException(name + ".sql needs a value for :" + parameters.get(i));
            }
            bound.append(literal).append(pieces.get(i + 1));
        }
        return bound.toString();
    }

    /** The file's statements, when it has several; each ends with a semicolon at the end of a line. */
    public List<String> statements() {
        return Arrays.stream(text.split(";\\s*(\n|$)"))
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }
}
