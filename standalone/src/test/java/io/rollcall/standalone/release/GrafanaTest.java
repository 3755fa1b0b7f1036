package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The files of deploy/grafana know each other; what the panels ask, DemoHistoryIT asks of a running system. */
class GrafanaTest {
    private static final Path REFERENCE =
            Archive.ROOT.resolve("docs").resolve("reference").resolve("prometheus.md");

    /** What Prometheus makes of a histogram. */
    private static final String HISTOGRAM = "_bucket";

    private static final int COLUMNS = 24;

    @Test
    void everySeriesStandsInTheReference() throws IOException {
        String reference = Files.readString(REFERENCE);
        Set<String> named = expressions().stream()
                .flatMap(expression -> GrafanaPanel.metrics(expression).stream())
                .map(name -> name.endsWith(HISTOGRAM) ? name.substring(0, name.length() - HISTOGRAM.length()) : name)
                .collect(Collectors.toSet());
        assertThat(named)
                .contains("rollcall_ingest_ack_seconds", "rollcall_rollup_lag_seconds")
                .allSatisfy(metric -> assertThat(reference).contains("`" + metric + "`"));
    }

    @Test
    void panelsAskTheSourcesThatAreProvided() throws IOException {
        Map<String, String> provided = new TreeMap<>();
        sources()
                .forEach(source -> provided.put(
                        source.path("uid").asText(), source.path("type").asText()));
        assertThat(GrafanaPanel.all()).isNotEmpty().allSatisfy(panel -> {
            assertThat(panel.tree().path("targets")).as(panel.toString()).isNotEmpty();
            panel.tree()
                    .path("targets")
                    .forEach(target -> assertThat(provided)
                            .as(panel.toString())
                            .containsEntry(
                                    target.at("/datasource/uid").asText(),
                                    target.at("/datasource/type").asText()));
        });
    }

    /** The plugin refuses other hosts, and sends the token only there. */
    @Test
    void theTokenGoesNowhereElse() throws IOException {
        JsonNode source = sources().stream()
                .filter(one -> one.path("type").asText().equals(GrafanaPanel.INFINITY))
                .findFirst()
                .orElseThrow();
        assertThat(source.at("/jsonData/allowedHosts"))
                .singleElement()
                .extracting(JsonNode::asText)
                .isEqualTo(source.path("url").asText());
        assertThat(source.at("/secureJsonData/bearerToken").asText()).startsWith("$");
    }

    @Test
    void noPanelLiesOnAnother() throws IOException {
        for (Path file : GrafanaPanel.dashboards()) {
            Set<List<Integer>> taken = new HashSet<>();
            Set<Integer> ids = new HashSet<>();
            new ObjectMapper().readTree(Files.readString(file)).path("panels").forEach(panel -> {
                assertThat(ids.add(panel.path("id").asInt())).isTrue();
                assertThat(cells(panel.path("gridPos")))
                        .as(panel.path("title").asText())
                        .allMatch(cell -> cell.get(0) < COLUMNS && taken.add(cell));
            });
        }
    }

    /** Compose gives it the variables that its sources name. */
    @Test
    void everyVariableOfTheSourcesIsGiven() throws IOException {
        Set<String> given = new HashSet<>();
        Yaml.documents(Archive.ROOT.resolve("deploy").resolve("compose").resolve("compose.yaml"))
                .get(0)
                .at("/services/grafana/environment")
                .fieldNames()
                .forEachRemaining(given::add);
        List<String> asked = sources().stream()
                .flatMap(source ->
                        List.of(
                                source.path("url").asText(),
                                source.at("/secureJsonData/bearerToken").asText())
                                .stream())
                .filter(text -> !text.isEmpty())
                .map(text -> text.substring(1))
                .toList();
        assertThat(asked).hasSize(3);
        assertThat(given).containsAll(asked);
    }

    private static List<List<Integer>> cells(JsonNode place) {
        List<List<Integer>> cells = new ArrayList<>();
        for (int x = 0; x < place.path("w").asInt(); x++) {
            for (int y = 0; y < place.path("h").asInt(); y++) {
                cells.add(List.of(place.path("x").asInt() + x, place.path("y").asInt() + y));
            }
        }
        return cells;
    }

    private static List<String> expressions() throws IOException {
        return GrafanaPanel.all().stream()
                .flatMap(panel -> panel.targets(GrafanaPanel.PROMETHEUS).stream())
                .map(target -> target.path("expr").asText())
                .toList();
    }

    private static List<JsonNode> sources() throws IOException {
        List<JsonNode> sources = new ArrayList<>();
        Yaml.documents(GrafanaPanel.DIRECTORY
                        .resolve("provisioning")
                        .resolve("datasources")
                        .resolve("rollcall.yaml"))
                .get(0)
                .path("datasources")
                .forEach(sources::add);
        return sources;
    }
}
