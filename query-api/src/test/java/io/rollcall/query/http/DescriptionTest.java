package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.rollcall.lake.metric.ComputedMetric;
import io.rollcall.lake.metric.Measure;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.query.TestRedis;
import io.rollcall.query.question.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * {@code /q/openapi} and the reference pages, held against what the system takes and answers: its refusals name every metric and
 * every parameter, and CSV every column.
 */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class DescriptionTest {
    private static final Path REFERENCE = Path.of("..", "docs", "reference");
    private static final Set<String> OF_EVERY_METRIC = Set.of(
            "from",
            "to",
            "region",
            "group_by",
            "interval",
            "as_of",
            "ids",
            "format",
            "platform",
            "app_version",
            "continent",
            "device_class",
            "property.NAME");
    private static final List<String> OF_EVERY_ROW =
            List.of("dt", "region", "status", "method", "low", "high", "as_of");
    private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");
    private static final Pattern JSON_KEY = Pattern.compile("\"([a-z0-9_]+)\":");

    @Test
    void everyMetricIsDescribed() {
        assertThat(metricParameters().<List<String>>get("find { it.name == 'metric' }.schema.enum"))
                .containsExactlyElementsOf(metrics());
        String description = operation().getString("description");
        metrics().forEach(metric -> assertThat(description).contains("`" + metric + "`"));
        for (ComputedMetric metric : Metrics.computed()) {
            assertThat(description.lines())
                    .filteredOn(line -> line.startsWith("- `" + metric.name() + "`: "))
                    .singleElement()
                    .satisfies(line -> assertThat(names(line.substring(line.indexOf(':'))))
                            .containsExactlyElementsOf(columns(metric.name())));
            metric.columns()
                    .measures()
                    .forEach(measure -> assertThat(description)
                            .contains("`" + measure.name() + "` (" + measure.unit() + adds(measure) + ")"));
        }
    }

    private static String adds(Measure measure) {
        return switch (measure.adds()) {
            case NOTHING -> "";
            case REGIONS -> "; adds up over regions";
            case REGIONS_AND_DAYS -> "; adds up over regions and days";
        };
    }

    @Test
    void theListIsThatOfTheLake() {
        assertThat(metrics()).containsExactlyElementsOf(Metrics.names());
    }

    @Test
    void everyParameterIsDescribedWithWhatEachMetricTakes() {
        JsonPath described = metricParameters();
        Set<String> taken = new TreeSet<>(OF_EVERY_METRIC);
        for (String metric : metrics()) {
            assertThat(parameters(metric)).containsAll(OF_EVERY_METRIC);
            for (String own : ownParameters(metric)) {
                taken.add(own);
                assertThat(described.getString("find { it.name == '" + own + "' }.description"))
                        .as(own)
                        .contains("Of `" + metric + "`: ");
            }
        }
        assertThat(described.<String>getList("findAll { it.in == 'query' }.name"))
                .containsExactlyInAnyOrderElementsOf(taken);
    }

    @Test
    void everyQuestionSaysHowItIsRefused() {
        Map<String, Map<String, Map<String, Object>>> paths = api().getMap("paths");
        List<String> refusals = new ArrayList<>();
        for (String path : List.of(
                "/v1/metrics",
                "/v1/metrics/{metric}",
                "/v1/profiles/{profile_id}/engagement",
                "/v1/experiments",
                "/v1/experiments/{key}",
                "/v1/reconciliations",
                "/v1/live")) {
            assertThat(paths).containsKey(path);
            Map<String, Map<String, Object>> answers = api().getMap("paths['" + path + "'].get.responses");
            assertThat(answers).containsKeys("200", "401", "403");
            answers.values().forEach(answer -> refusals.add(answerText(answer)));
        }
        for (Refusal refusal : Refusal.values()) {
            assertThat(refusals).anyMatch(text -> text.contains("`" + refusal.code() + "`"));
        }
        assertThat(api().getMap("components.schemas.Problem.properties").keySet())
                .extracting(String::valueOf)
                .contains("code", "detail");
    }

    /** The description of an answer, which may be one that several share. */
    private static String answerText(Map<String, Object> answer) {
        Object shared = answer.get("$ref");
        return shared == null
                ? String.valueOf(answer.get("description"))
                : api().getString("components.responses." + shared.toString().replace("#/components/responses/", "")
                        + ".description");
    }

    @Test
    void theApiPageNamesEveryMetricAndEveryRefusal() throws IOException {
        String page = Files.readString(REFERENCE.resolve("api.md"));
        metrics().forEach(metric -> assertThat(page).contains("`" + metric + "`"));
        Stream.of(Refusal.values()).forEach(refusal -> assertThat(page).contains("`" + refusal.code() + "`"));
    }

    @Test
    void theListOfTheMetricsNamesEachWithItsParameters() throws IOException {
        List<String> lines = lines("README.md");
        for (String metric : metrics()) {
            assertThat(lines)
                    .filteredOn(line -> line.startsWith("| [`" + metric + "`]("))
                    .singleElement()
                    .satisfies(line -> assertThat(names(line.substring(line.lastIndexOf('|', line.length() - 2))))
                            .containsExactlyInAnyOrderElementsOf(ownParameters(metric)))
                    .asString()
                    .as("the list that programs read says the same")
                    .contains("| " + Metrics.find(metric).orElseThrow().definition() + " |");
        }
    }

    @Test
    void thePageOfEveryMetricHasItsParametersAndItsColumns() throws IOException {
        for (String metric : metrics()) {
            requirePage(metric);
        }
    }

    private static void requirePage(String metric) throws IOException {
        List<String> lines = lines(metric + ".md");
        List<String> columns = columns(metric);
        assertThat(tableBelow("| parameter |", lines).stream()
                        .map(row -> names(row).get(0))
                        .toList())
                .as(metric)
                .containsExactlyInAnyOrderElementsOf(ownParameters(metric));
        String[] around = String.join(" ", lines).split("Columns: ", -1);
        assertThat(around).as(metric).hasSize(2);
        assertThat(names(around[1].split("\\.", 2)[0])).as(metric).containsExactlyElementsOf(columns);
        assertThat(exampleColumns(lines)).as(metric).isNotEmpty().isSubsetOf(all(columns));
    }

    /** The columns of tables that begin as an answer does, and the keys of answers in JSON. */
    private static List<String> exampleColumns(List<String> lines) {
        Stream<String> ofTables = lines.stream()
                .filter(line -> line.startsWith("| dt | region |"))
                .flatMap(line -> Stream.of(line.split("\\|")).map(String::strip).filter(cell -> !cell.isEmpty()));
        Stream<String> ofJson = lines.stream()
                .filter(line -> line.startsWith("    "))
                .flatMap(line -> JSON_KEY.matcher(line).results().map(key -> key.group(1)));
        return Stream.concat(ofTables, ofJson).toList();
    }

    private static List<String> all(List<String> columns) {
        return Stream.concat(OF_EVERY_ROW.stream(), columns.stream()).toList();
    }

    /** The rows of the table with that header; none where there is no such table. */
    private static List<String> tableBelow(String header, List<String> lines) {
        return lines.stream()
                .dropWhile(line -> !line.startsWith(header))
                .skip(2)
                .takeWhile(line -> line.startsWith("|"))
                .toList();
    }

    private static List<String> names(String text) {
        return NAME.matcher(text).results().map(name -> name.group(1)).toList();
    }

    private static List<String> lines(String page) throws IOException {
        return Files.readAllLines(REFERENCE.resolve("metrics").resolve(page));
    }

    /** As the refusal of one that there is not names them. */
    private static List<String> metrics() {
        return listed(given().get("/v1/metrics/none").jsonPath().getString("detail"));
    }

    /** As the refusal of one that there is not names them. */
    private static List<String> parameters(String metric) {
        return listed(
                given().get("/v1/metrics/" + metric + "?none=1").jsonPath().getString("detail"));
    }

    private static List<String> ownParameters(String metric) {
        return parameters(metric).stream()
                .filter(parameter -> !OF_EVERY_METRIC.contains(parameter))
                .filter(parameter -> !isAFilter(metric, parameter))
                .toList();
    }

    /** A filter of every metric but those to which the name says something else. */
    private static boolean isAFilter(String metric, String parameter) {
        return parameter.equals("event_name")
                && Metrics.find(metric).orElseThrow().parameters().stream()
                        .noneMatch(own -> own.name().equals(parameter));
    }

    private static List<String> listed(String detail) {
        Matcher list = Pattern.compile("there are (.+)").matcher(Objects.requireNonNull(detail));
        assertThat(list.find()).as(detail).isTrue();
        return List.of(list.group(1).split(", "));
    }

    /** Between region and status. */
    private static List<String> columns(String metric) {
        List<String> header = List.of(given().accept("text/csv")
                .get("/v1/metrics/" + metric)
                .asString()
                .strip()
                .split(","));
        return header.subList(2, header.indexOf("status"));
    }

    private static JsonPath api() {
        return given().queryParam("format", "json").get("/q/openapi").jsonPath();
    }

    private static JsonPath operation() {
        return api().setRootPath("paths['/v1/metrics/{metric}'].get");
    }

    private static JsonPath metricParameters() {
        return api().setRootPath("paths['/v1/metrics/{metric}'].get.parameters");
    }
}
