package io.rollcall.standalone.release;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Asks a running system what the panels of Grafana ask, as Grafana and its plugin would. */
public final class GrafanaQuestions {
    private static final String DAY = "\\d{4}-\\d{2}-\\d{2}";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String url;
    private final LocalDate from;
    private final LocalDate to;

    /**
     * Questions to a system that has data of the days.
     *
     * @param url of its only port
     */
    public GrafanaQuestions(String url, LocalDate from, LocalDate to) {
        this.url = url;
        this.from = from;
        this.to = to;
    }

    /** Every panel has an answer of the columns that it names, with rows; and every series of Prometheus is there. */
    public void areAllAnswered() throws IOException, InterruptedException {
        String page =
                text(HttpRequest.newBuilder(URI.create(url + "/q/metrics")).build());
        for (GrafanaPanel panel : GrafanaPanel.all()) {
            for (JsonNode target : panel.targets(GrafanaPanel.INFINITY)) {
                isAnswered(panel, target);
            }
            for (JsonNode target : panel.targets(GrafanaPanel.PROMETHEUS)) {
                isExposed(panel, target.path("expr").asText(), page);
            }
        }
    }

    private void isAnswered(GrafanaPanel panel, JsonNode target) throws IOException, InterruptedException {
        String answer = text(request(target));
        List<JsonNode> rows = rows(target, answer);
        assertThat(rows).as("rows of %s: %s", panel, answer).isNotEmpty();
        for (JsonNode column : target.path("columns")) {
            String name = column.path("selector").asText();
            assertThat(rows).as("%s of %s", name, panel).allMatch(row -> row.has(name));
            List<JsonNode> values = rows.stream()
                    .map(row -> row.path(name))
                    .filter(value -> !value.isNull())
                    .toList();
            assertThat(values)
                    .as("%s of %s", name, panel)
                    .isNotEmpty()
                    .allMatch(value -> isOf(column.path("type").asText(), value.asText()));
        }
    }

    private HttpRequest request(JsonNode target) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                URI.create(url + filledIn(target.path("url").asText())));
        JsonNode options = target.path("url_options");
        return options.path("method").asText().equals("POST")
                ? request.header(
                                "Content-Type",
                                options.path("body_content_type").asText())
                        .POST(HttpRequest.BodyPublishers.ofString(
                                filledIn(options.path("data").asText())))
                        .build()
                : request.build();
    }

    /** What Grafana puts in for its variables. */
    private String filledIn(String text) {
        String filledIn = text.replace("${__from:date:YYYY-MM-DD}", from.toString())
                .replace("${__to:date:YYYY-MM-DD}", to.toString())
                .replace("$region", "*");
        assertThat(filledIn).as("no other variables").doesNotContain("$");
        return filledIn;
    }

    private static List<JsonNode> rows(JsonNode target, String answer) throws IOException {
        List<JsonNode> rows = new ArrayList<>();
        ObjectMapper json = new ObjectMapper();
        if (target.path("type").asText().equals("csv")) {
            List<String> lines = answer.lines().toList();
            String[] names = lines.get(0).split(",", -1);
            for (String line : lines.subList(1, lines.size())) {
                String[] fields = line.split(",", -1);
                var row = json.createObjectNode();
                for (int at = 0; at < names.length; at++) {
                    row.put(names[at], fields[at]);
                }
                rows.add(row);
            }
        } else {
            json.readTree(answer).path(target.path("root_selector").asText()).forEach(rows::add);
        }
        return rows;
    }

    private static boolean isOf(String type, String value) {
        return switch (type) {
            case "timestamp" -> value.matches(DAY);
            case "number" -> value.matches("-?\\d+(\\.\\d+)?(E-?\\d+)?");
            default -> type.equals("string");
        };
    }

    /** Of each name there is a series that has all labels. */
    private static void isExposed(GrafanaPanel panel, String expression, String page) {
        Set<String> labels = GrafanaPanel.labels(expression);
        for (String metric : GrafanaPanel.metrics(expression)) {
            assertThat(page.lines()
                            .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                            .anyMatch(line -> labels.stream()
                                    .allMatch(label ->
                                            line.contains("{" + label + "=") || line.contains("," + label + "="))))
                    .as("%s by %s is there, of %s", metric, labels, panel)
                    .isTrue();
        }
    }

    private String text(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(request.uri() + ": " + answer.body()).isEqualTo(200);
        return answer.body();
    }
}
