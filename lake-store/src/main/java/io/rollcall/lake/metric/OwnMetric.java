package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Columned;
import io.rollcall.lake.sql.SqlFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A metric that a deployment has written: a .sql file that says in its header what it is called, takes and answers. What it reads
 * follows from the names in it.
 *
 * @param file it is read from
 * @param query as it stands in the file: with a column for each measure
 * @param item the column that says what a row is about beside its day and region
 */
public record OwnMetric(Path file, ComputedMetric metric, SqlFile query, Optional<String> item) {
    /** Parameters that every metric has; one of its own cannot be called so. */
    public static final Set<String> TAKEN = Stream.concat(
                    Stream.of("from", "to", "region", "group_by", "interval", "as_of", "format", "ids", "limit"),
                    Stream.concat(Stream.of(Facet.values()).map(Facet::word), Stream.of(EventFilter.EVENT_NAME)))
            .collect(Collectors.toUnmodifiableSet());

    /** The columns that a row has beside those of the metric. */
    private static final Set<String> OF_EVERY_ROW = Stream.concat(
                    Stream.of("dt", "region", "status", "method", "low", "high", "as_of", "complete", "dimension"),
                    Stream.of(Facet.values()).map(Facet::word))
            .collect(Collectors.toUnmodifiableSet());

    private static final Map<String, Set<Input>> READABLE = readable();
    private static final Pattern HEADER = Pattern.compile("--\\s*([a-z_]+):\\s*(.*?)\\s*");
    private static final Pattern RELATION = Pattern.compile("\\b(?:bronze|silver|gold|asked|run|metadata)\\.\\w+");
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}(\\.[a-z][a-z0-9_]{0,31})?");
    private static final Pattern COLUMN = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern MEASURE =
            Pattern.compile("(\\S+) (count|number|share)(?: ([^,]+?))?(?:, adds over (regions|regions and days))?");
    private static final Pattern NUMBER = Pattern.compile("(\\S+) (\\d{1,9}) to (\\d{1,9}), default (\\d{1,9}): (.+)");
    private static final Pattern CHOICE = Pattern.compile("(\\S+) ([\\w|-]+), default ([\\w-]+): (.+)");
    private static final int MOST_DAYS = 90;
    private static final int MOST_COLUMNS = 20;

    /** The relations that a file may read, with what has to be opened for each. */
    private static Map<String, Set<Input>> readable() {
        Map<String, Set<Input>> readable = new LinkedHashMap<>();
        readable.put("gold.profile_day", EnumSet.of(Input.PROFILE_DAY));
        readable.put("gold.feature_day", EnumSet.of(Input.FEATURE_DAY));
        readable.put("gold.first_day", EnumSet.of(Input.PROFILE_DAY, Input.FIRST_DAY));
        readable.put("gold.counted_day", EnumSet.noneOf(Input.class));
        readable.put("silver.enriched_app_events", EnumSet.of(Input.EVENT));
        readable.put("silver.title", EnumSet.of(Input.TITLE));
        return readable;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidMetricException when it is no metric, with the line where that shows
     */
    public static OwnMetric parse(Path file, String text) {
        return new Reading(file, text).metric();
    }

    /** One reading of a file, line by line. */
    private static final class Reading {
        private final Path file;
        private final List<String> lines;
        private final Map<String, String> once = new LinkedHashMap<>();
        private final Map<String, Integer> where = new LinkedHashMap<>();
        private final List<Measure> measures = new ArrayList<>();
        private final List<Parameter<?>> parameters = new ArrayList<>();

        Reading(Path file, String text) {
            this.file = file;
            this.lines = text.lines().toList();
        }

        private InvalidMetricException wrong(int line, String what) {
            return new InvalidMetricException(file, line, what);
        }

        OwnMetric metric() {
            int line = 0;
            for (; line < lines.size() && isOfTheHeader(lines.get(line)); line++) {
                header(line + 1, lines.get(line));
            }
            String name = named();
            SqlFile query = query();
            Set<Input> inputs = inputs();
            requireParametersToBeUsed(query);
            if (measures.isEmpty()) {
                throw wrong(0, "the header has no line '-- column: NAME count|number|share UNIT'");
            }
            Optional<String> item = Optional.ofNullable(once.get("item"));
            Columns columns = new Columns(Optional.empty(), item, List.of(), measures, Optional.empty());
            Computation computation = Computation.of(
                            new SqlFile(name, new Columned(item, columns.measureNames()).values(query.unbound())),
                            inputs)
                    .called(name)
                    .with(Binding.before(number("before")).and(Binding.after(number("after"))))
                    .taking(parameters.toArray(Parameter<?>[]::new));
            return new OwnMetric(
                    file,
                    ComputedMetric.of(name, version(), once.getOrDefault("definition", ""), columns, computation)
                            .asking(parameters.toArray(Parameter<?>[]::new)),
                    query,
                    item);
        }

        private static boolean isOfTheHeader(String line) {
            return line.isBlank() || line.startsWith("--");
        }

        private void header(int line, String text) {
            Matcher header = HEADER.matcher(text);
            if (!header.matches()) {
                return; // prose
            }
            String value = header.group(2);
            switch (header.group(1)) {
                case "metric", "version", "definition", "before", "after", "item" -> once(line, header.group(1), value);
                case "column" -> measures.add(measure(line, value));
                case "parameter" -> parameters.add(parameter(line, value));
                default ->
                    throw wrong(
                            line,
                            "'" + header.group(1)
                                    + ":' is none of metric:, version:, definition:, before:, after:, item:,"
                                    + " column:, parameter:");
            }
        }

        private void once(int line, String key, String value) {
            if (value.isEmpty()) {
                throw wrong(line, "'" + key + ":' says nothing");
            }
            if (once.put(key, value) != null) {
                throw wrong(line, "'" + key + ":' is said twice, first in line " + where.get(key));
            }
            where.put(key, line);
            if (key.equals("item")) {
                requireColumn(line, value);
            }
        }

        private String named() {
            String name = once.get("metric");
            if (name == null || !once.containsKey("definition")) {
                throw wrong(
                        1,
                        "the header has no line '-- " + (name == null ? "metric: NAME" : "definition: SENTENCE") + "'");
            }
            int line = line("metric");
            if (!NAME.matcher(name).matches()) {
                throw wrong(line, "'" + name + "' is no name of a metric: small letters, digits and _, at most 63");
            }
            if (Metrics.taken().contains(name)) {
                throw wrong(line, "there is a metric " + name + " in the program already");
            }
            return name;
        }

        private int line(String key) {
            return where.getOrDefault(key, 0);
        }

        private int version() {
            int version = number("version", 1, 1_000_000);
            return Math.max(1, version);
        }

        private int number(String key) {
            return number(key, 0, MOST_DAYS);
        }

        private int number(String key, int least, int most) {
            String text = once.get(key);
            if (text == null) {
                return 0;
            }
            try {
                return Text.number(key, text, least, most);
            } catch (InvalidArgumentException invalid) {
                throw wrong(line(key), String.valueOf(invalid.getMessage()));
            }
        }

        private void requireColumn(int line, String name) {
            if (!COLUMN.matcher(name).matches()) {
                throw wrong(line, "'" + name + "' is no name of a column: small letters, digits and _, at most 63");
            }
            if (OF_EVERY_ROW.contains(name)
                    || measures.stream().anyMatch(measure -> measure.name().equals(name))) {
                throw wrong(line, "a row has a column " + name + " already");
            }
        }

        private Measure measure(int line, String text) {
            Matcher measure = MEASURE.matcher(text);
            if (!measure.matches()) {
                throw wrong(
                        line,
                        "'" + text + "' is no column: NAME count UNIT, NAME number UNIT or NAME share, and after it"
                                + " ', adds over regions' or ', adds over regions and days' where that is so");
            }
            requireColumn(line, measure.group(1));
            if (measure.group(1).equals(once.get("item"))) {
                throw wrong(line, "a row has a column " + measure.group(1) + " already");
            }
            if (measures.size() == MOST_COLUMNS) {
                throw wrong(line, "a metric has at most " + MOST_COLUMNS + " columns");
            }
            String unit = measure.group(3) == null ? measure.group(1) : measure.group(3);
            Measure plain = switch (measure.group(2)) {
                case "count" -> Measure.count(measure.group(1), unit);
                case "number" -> Measure.number(measure.group(1), unit);
                default -> Measure.share(measure.group(1));
            };
            if (measure.group(4) == null) {
                return plain;
            }
            return measure.group(4).equals("regions") ? plain.addingOverRegions() : plain.addingOverRegionsAndDays();
        }

        private Parameter<?> parameter(int line, String text) {
            Matcher number = NUMBER.matcher(text);
            if (number.matches()) {
                int least = Integer.parseInt(number.group(2));
                int most = Integer.parseInt(number.group(3));
                int standard = Integer.parseInt(number.group(4));
                if (least > standard || standard > most) {
                    throw wrong(line, "the default " + standard + " is not from " + least + " to " + most);
                }
                String name = parameterName(line, number.group(1));
                return Parameter.number(name, number.group(5), least, most, standard)
                        .giving(value -> Binding.literal(name, value));
            }
            Matcher choice = CHOICE.matcher(text);
            if (choice.matches()) {
                List<String> known = List.of(choice.group(2).split("\\|", -1));
                if (!known.contains(choice.group(3))) {
                    throw wrong(line, "the default " + choice.group(3) + " is none of " + String.join(", ", known));
                }
                String name = parameterName(line, choice.group(1));
                return Parameter.of(
                                name,
                                choice.group(4) + ": " + Text.choice(known),
                                given -> Text.oneOf(name, known, given),
                                choice.group(3),
                                choice.group(3))
                        .among(Domain.oneOf(known))
                        .giving(value -> Binding.literal(name, value));
            }
            throw wrong(
                    line,
                    "'" + text + "' is no parameter: NAME 1 to 100, default 5: MEANING, or NAME one|another, default"
                            + " one: MEANING");
        }

        private String parameterName(int line, String name) {
            if (!COLUMN.matcher(name).matches()) {
                throw wrong(line, "'" + name + "' is no name of a parameter: small letters, digits and _");
            }
            if (TAKEN.contains(name)
                    || parameters.stream().anyMatch(other -> other.name().equals(name))) {
                throw wrong(line, "there is a parameter " + name + " already");
            }
            return name;
        }

        /** The lines keep their numbers, so that what the engine says of a line is said of the file's. */
        private SqlFile query() {
            String text = code().collect(Collectors.joining("\n")).stripTrailing();
            String one = text.endsWith(";") ? text.substring(0, text.length() - 1) : text;
            if (one.isBlank()) {
                throw wrong(lines.size(), "there is no query below the header");
            }
            List<String> ofTheQuery = one.lines().toList();
            for (int line = 0; line < ofTheQuery.size(); line++) {
                if (ofTheQuery.get(line).contains(";")) {
                    throw wrong(line + 1, "a file has one query: there is a ; in the middle of it");
                }
            }
            return new SqlFile(file.toString(), one);
        }

        /** The lines, without those that are comments. */
        private Stream<String> code() {
            return lines.stream().map(line -> line.stripLeading().startsWith("--") ? "" : line);
        }

        private Set<Input> inputs() {
            Set<Input> inputs = EnumSet.noneOf(Input.class);
            List<String> code = code().toList();
            boolean any = false;
            for (int line = 0; line < code.size(); line++) {
                Matcher relation = RELATION.matcher(code.get(line));
                while (relation.find()) {
                    Set<Input> needed = READABLE.get(relation.group());
                    if (needed == null) {
                        throw wrong(
                                line + 1,
                                relation.group() + " is none of what a metric may read: "
                                        + String.join(", ", READABLE.keySet()));
                    }
                    any = true;
                    inputs.addAll(needed);
                }
            }
            if (!any) {
                throw wrong(lines.size(), "the query reads none of " + String.join(", ", READABLE.keySet()));
            }
            return inputs;
        }

        private void requireParametersToBeUsed(SqlFile query) {
            Set<String> known = new TreeSet<>(Set.of("from", "to"));
            parameters.forEach(parameter -> known.add(parameter.name()));
            for (String used : query.parameters()) {
                if (!known.contains(used)) {
                    throw wrong(
                            lineOf(":" + used),
                            ":" + used + " is no parameter; there are :" + String.join(", :", known));
                }
            }
            parameters.stream()
                    .map(Parameter::name)
                    .filter(name -> !query.parameters().contains(name))
                    .findFirst()
                    .ifPresent(name -> {
                        throw wrong(0, "the query does not use its parameter :" + name);
                    });
        }

        private int lineOf(String text) {
            for (int line = 0; line < lines.size(); line++) {
                if (!lines.get(line).stripLeading().startsWith("--")
                        && lines.get(line).contains(text)) {
                    return line + 1;
                }
            }
            return 0;
        }
    }
}
