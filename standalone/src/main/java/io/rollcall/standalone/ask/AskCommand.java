package io.rollcall.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.standalone.client.JsonEndpoint.Text;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of a metric. */
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints a metric as a table, with a line of blocks for how it went.",
            "",
            "GET /v1/metrics lists the metrics, and what each of them takes."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:answered", "1:refused, or nobody answers", "2:wrong usage"})
public final class AskCommand implements Callable<Integer> {
    /** More lines of blocks than these nobody compares. */
    private static final int MOST_SERIES = 20;

    private static final String DAY = "dt";
    private static final String TABLE = "table";
    private static final String CSV = "csv";
    private static final String JSON = "json";
    private static final List<String> FORMATS = List.of(TABLE, CSV, JSON);

    /** Columns that say something of a value, and are none. */
    private static final Set<String> ABOUT = Set.of("status", "method", "low", "high", "as_of", "complete");

    /** Numbers that say which time a row is about, as its day does. */
    private static final Set<String> TIMES = Set.of("hour");

    /** Numbers that say what a row is about, as texts do: of lness and funnel. */
    private static final Set<String> NUMBERED = Set.of("window", "active_days", "step");

    @Parameters(index = "0", paramLabel = "METRIC", description = "such as dau, engagement or retention")
    private String metric = "";

    @Parameters(
            index = "1..*",
            paramLabel = "NAME=VALUE",
            description = "any other parameter of the metric, such as platform=tv or steps=browse,play")
    private Map<String, String> others = new LinkedHashMap<>();

    @Option(names = "--from", paramLabel = "D", description = "the first day, such as 2026-11-22 (UTC)")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "D", description = "the last day (default: today)")
    private @Nullable String to;

    @Option(names = "--region", paramLabel = "R", description = "regions with commas between them, * for all together")
    private @Nullable String region;

    @Option(names = "--group-by", paramLabel = "G", description = "region, none, platform, ...")
    private @Nullable String groupBy;

    @Option(names = "--interval", paramLabel = "I", description = "day, week, month or total, where the metric has it")
    private @Nullable String interval;

    @Option(names = "--format", paramLabel = "F", defaultValue = TABLE, description = "table, csv or json")
    private String format = TABLE;

    @Mixin
    private AskedSystem system = new AskedSystem();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        if (!FORMATS.contains(format)) {
            throw new ParameterException(
                    spec.commandLine(), "--format is none of " + String.join(", ", FORMATS) + ": " + format);
        }
        String type = format.equals(CSV) ? AskedSystem.CSV : AskedSystem.JSON;
        return system.ask(spec.commandLine(), asked -> asked.getText(path(), type), this::print);
    }

    private String path() {
        Map<String, @Nullable String> parameters = new LinkedHashMap<>();
        parameters.put("from", from);
        parameters.put("to", to);
        parameters.put("region", region);
        parameters.put("group_by", groupBy);
        parameters.put("interval", interval);
        parameters.putAll(others);
        return "v1/metrics/" + encoded(metric)
                + parameters.entrySet().stream()
                        .filter(parameter -> parameter.getValue() != null)
                        .map(parameter ->
                                encoded(parameter.getKey()) + "=" + encoded(String.valueOf(parameter.getValue())))
                        .collect(Collectors.joining("&", "?", ""));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void print(Text reply, PrintWriter out, PrintWriter err) {
        if (format.equals(CSV)) {
            out.print(reply.body());
            return;
        }
        if (format.equals(JSON)) {
            out.println(reply.body());
            return;
        }
        JsonNode answer = reply.read().body();
        List<JsonNode> rows =
                StreamSupport.stream(answer.path("rows").spliterator(), false).toList();
        if (rows.isEmpty()) {
            out.println("No rows: nothing is known of these days.");
        } else {
            List<String> names = new ArrayList<>();
            rows.get(0).fieldNames().forEachRemaining(names::add);
            out.print(TextTable.of(
                    names,
                    rows.stream()
                            .map(row -> names.stream().map(row::path).toList())
                            .toList()));
            printSeries(names, rows, out);
        }
        if (answer.has("not_published")) {
            err.println("Not counted yet: "
                    + StreamSupport.stream(answer.path("not_published").spliterator(), false)
                            .map(JsonNode::asText)
                            .collect(Collectors.joining(", ")));
        }
    }

    /** A line for each series: the rows that differ in their time only, by the first number that they have. */
    private static void printSeries(List<String> names, List<JsonNode> rows, PrintWriter out) {
        names.stream()
                .filter(name -> !ABOUT.contains(name) && !TIMES.contains(name) && !NUMBERED.contains(name))
                .filter(name -> rows.stream().allMatch(row -> row.path(name).isNumber()))
                .findFirst()
                .ifPresent(measure -> {
                    Map<String, List<Double>> series = new LinkedHashMap<>();
                    rows.forEach(row -> series.computeIfAbsent(key(names, row), key -> new ArrayList<>())
                            .add(row.path(measure).asDouble()));
                    if (series.size() <= MOST_SERIES
                            && series.values().stream().anyMatch(values -> values.size() > 1)) {
                        out.println();
                        series.forEach((key, values) -> out.println(
                                measure + (key.isEmpty() ? "" : " of " + key) + "  " + Sparkline.of(values)));
                    }
                });
    }

    private static String key(List<String> names, JsonNode row) {
        return names.stream()
                .filter(name -> !name.equals(DAY) && !ABOUT.contains(name))
                .filter(name -> row.path(name).isTextual() || NUMBERED.contains(name))
                .map(name -> NUMBERED.contains(name)
                        ? name + " " + row.path(name).asText()
                        : row.path(name).asText())
                .collect(Collectors.joining(" "));
    }
}
