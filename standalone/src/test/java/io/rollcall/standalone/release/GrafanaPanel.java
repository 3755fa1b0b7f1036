package io.rollcall.standalone.release;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A panel of the dashboards of deploy/grafana, as its file has it.
 *
 * @param dashboard the name of its file
 * @param tree      what Grafana reads
 */
record GrafanaPanel(String dashboard, JsonNode tree) {
    static final Path DIRECTORY = Archive.ROOT.resolve("deploy").resolve("grafana");
    static final String INFINITY = "yesoreyeram-infinity-datasource";
    static final String PROMETHEUS = "prometheus";

    /** All names of metrics have an underscore; functions and groupings have a bracket behind them. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?! *\\()");

    private static final Pattern LABELS = Pattern.compile("(?:by *\\(([^)]*)\\)|([a-z_]+)=\"[^\"]*\")");
    private static final Pattern SELECTOR = Pattern.compile("\\{[^}]*}|by *\\([^)]*\\)");

    /** The dashboards by their files. */
    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    /** The panels of all dashboards. */
    static List<GrafanaPanel> all() throws IOException {
        List<GrafanaPanel> panels = new ArrayList<>();
        for (Path file : dashboards()) {
            String name = file.getFileName().toString();
            new ObjectMapper()
                    .readTree(Files.readString(file))
                    .path("panels")
                    .forEach(panel -> panels.add(new GrafanaPanel(name, panel)));
        }
        return panels;
    }

    String title() {
        return tree.path("title").asText();
    }

    /** Its questions to one kind of data source. */
    List<JsonNode> targets(String type) {
        List<JsonNode> targets = new ArrayList<>();
        tree.path("targets").forEach(target -> {
            if (target.at("/datasource/type").asText().equals(type)) {
                targets.add(target);
            }
        });
        return targets;
    }

    /** The series that an expression names. */
    static Set<String> metrics(String expression) {
        Set<String> names = new TreeSet<>();
        METRIC.matcher(SELECTOR.matcher(expression).replaceAll(" "))
                .results()
                .map(MatchResult::group)
                .forEach(names::add);
        return names;
    }

    /** The labels that an expression chooses or adds up by. */
    static Set<String> labels(String expression) {
        Set<String> names = new TreeSet<>();
        LABELS.matcher(expression).results().forEach(found -> {
            String listed = found.group(1) == null ? found.group(2) : found.group(1);
            names.addAll(List.of(listed.split(" *, *", -1)));
        });
        return names;
    }

    @Override
    public String toString() {
        return dashboard + ": " + title();
    }
}
