package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.rollcall.lake.metric.Metrics;
import io.rollcall.query.TestRedis;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code GET /v1/metrics}, held against what each metric answers and takes; and {@code format}, which any question may say. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class MetricListTest {
    @Test
    void everyMetricIsListedWithTheColumnsThatItAnswers() {
        List<String> listed = list().getList("metrics.id");
        assertThat(listed).isEqualTo(Metrics.names());
        for (String metric : listed) {
            JsonPath one = list().setRootPath("metrics.find { it.id == '" + metric + "' }");
            JsonPath answer = given().get("/v1/metrics/" + metric).jsonPath();
            assertThat(one.<String>getList("columns.name")).isEqualTo(header(metric));
            assertThat(one.getInt("version")).isEqualTo(answer.getInt("definition_version"));
            assertThat(one.getBoolean("additive")).isEqualTo(answer.getBoolean("additive"));
            assertThat(one.<String>getList("columns.findAll { it.adds == 'regions_and_days' }.name"))
                    .isEqualTo(additive(answer, one));
            assertThat(one.getString("definition")).isNotBlank();
        }
    }

    private static List<String> additive(JsonPath answer, JsonPath listed) {
        if (answer.getBoolean("additive")) {
            return listed.getList("columns.findAll { it.adds != null }.name");
        }
        List<String> named = answer.getList("additive_columns");
        return named == null ? List.of() : named;
    }

    @Test
    void everyMetricIsListedWithTheParametersThatItTakes() {
        for (String metric : Metrics.names()) {
            JsonPath one = list().setRootPath("metrics.find { it.id == '" + metric + "' }");
            Set<String> taken =
                    new TreeSet<>(Set.of("from", "to", "region", "group_by", "interval", "ids", "as_of", "format"));
            taken.addAll(one.getList("parameters.name"));
            List<String> filters = Stream.of(
                            "platform", "app_version", "continent", "device_class", "event_name", "property.NAME")
                    .filter(filter -> !one.getList("parameters.name").contains(filter))
                    .toList();
            taken.addAll(filters);
            assertThat(Set.of(List.of(), filters))
                    .as("all or none; where there are none, naming one is refused with the reason")
                    .contains(one.getList("filters"));
            given().get("/v1/metrics/" + metric + "?none=1")
                    .then()
                    .body("detail", containsString("there are " + String.join(", ", taken)));
        }
    }

    /** A program that writes a parameter's default out is answered as if it had left it out, and hears nothing else. */
    @Test
    void whatIsListedOfAParameterIsTakenAndWhatIsBeyondItIsRefused() {
        List<String> judged = new ArrayList<>();
        for (String metric : Metrics.names()) {
            List<Map<String, Object>> parameters =
                    list().getList("metrics.find { it.id == '" + metric + "' }.parameters");
            for (Map<String, Object> parameter : parameters) {
                String question = "/v1/metrics/" + metric + "?" + parameter.get("name") + "=";
                if (parameter.get("default") != null) {
                    given().get(question + parameter.get("default")).then().statusCode(200);
                }
                if (Objects.equals(parameter.get("type"), "integer")) {
                    refused(question + (whole(parameter, "minimum") - 1));
                    refused(question + (whole(parameter, "maximum") + 1));
                    given().get(question + whole(parameter, "maximum")).then().statusCode(200);
                    judged.add(metric);
                }
                if (parameter.get("values") instanceof List<?> values) {
                    refused(question + "none-of-them");
                    values.forEach(value -> given().get(question + value).then().statusCode(200));
                    judged.add(metric);
                }
            }
        }
        assertThat(judged).hasSizeGreaterThan(10);
    }

    private static int whole(Map<String, Object> parameter, String name) {
        return (Integer) Objects.requireNonNull(parameter.get(name), name);
    }

    private static void refused(String question) {
        given().get(question).then().statusCode(400).body("code", equalTo("invalid_parameter"));
    }

    @Test
    void theListSaysWhatAProgramNeeds() {
        JsonPath churn = list().setRootPath("metrics.find { it.id == 'churn' }");
        assertThat(churn.getMap("parameters[0]"))
                .containsEntry("name", "kind")
                .containsEntry("type", "choice")
                .as("only leaving it out says it")
                .containsEntry("default", null)
                .containsEntry("values", List.of("engagement", "subscription"))
                .doesNotContainKeys("minimum", "maximum");
        assertThat(churn.getMap("parameters[1]"))
                .containsEntry("type", "integer")
                .containsEntry("default", "30")
                .containsEntry("minimum", 1)
                .containsEntry("maximum", 90)
                .containsEntry("bounds", "days of the window of engagement: a whole number from 1 to 90; default: 30");
        assertThat(churn.getBoolean("takes_as_of")).isFalse();
        JsonPath hourly = list().setRootPath("metrics.find { it.id == 'hourly' }");
        assertThat(hourly.getMap("columns.find { it.name == 'events' }"))
                .isEqualTo(Map.of("name", "events", "type", "count", "unit", "events", "adds", "regions_and_days"));
        assertThat(hourly.getMap("columns[0]")).isEqualTo(Map.of("name", "dt", "type", "date"));
        assertThat(hourly.<String>getList("groupings"))
                .containsExactly("region", "none", "platform", "app_version", "continent", "device_class");
        assertThat(hourly.<String>getList("intervals")).containsExactly("day");
        assertThat(list().<String>getList("metrics.find { it.id == 'retention' }.intervals"))
                .containsExactly("day", "week", "month");
        assertThat(list().<String>getList("metrics.findAll { 'total' in it.intervals }.id"))
                .containsExactly("dau", "dau.account", "engagement", "sessions", "titles", "playback", "revenue");
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics/dau", "metrics/lness", "reconciliations", "profiles/1/engagement"})
    void formatIsStrongerThanWhatTheRequestAccepts(String question) {
        given().accept("application/json")
                .get("/v1/" + question + "?format=csv")
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .body(startsWith("dt,region,"));
        given().accept("text/html")
                .get("/v1/" + question + "?format=json")
                .then()
                .statusCode(200)
                .contentType("application/json");
    }

    @ParameterizedTest
    @CsvSource({
        "metrics/dau?format=xml, invalid_parameter, none of json",
        "metrics/dau?format=csv&format=json, invalid_parameter, more than once",
        "metrics?region=US, unknown_parameter, there are format",
        "experiments/none?format=CSV&metric=plays, invalid_parameter, none of json"
    })
    void aFormatThatIsNoneIsRefused(String question, String code, String detail) {
        given().get("/v1/" + question)
                .then()
                .statusCode(400)
                .body("code", equalTo(code))
                .body("detail", containsString(detail));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics", "metrics/dau", "metrics/dau?format=csv", "reconciliations"})
    void whoTakesGzipGetsIt(String question) throws IOException, InterruptedException {
        HttpResponse<byte[]> packed = sent(question, "gzip");
        assertThat(packed.headers().allValues("content-encoding")).containsExactly("gzip");
        HttpResponse<byte[]> plain = sent(question, "identity");
        assertThat(plain.headers().firstValue("content-encoding")).isNotEqualTo(Optional.of("gzip"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(packed.body())).readAllBytes())
                .isEqualTo(plain.body());
    }

    private static HttpResponse<byte[]> sent(String question, String encoding)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/v1/" + question))
                .header("Accept-Encoding", encoding)
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    private static JsonPath list() {
        return given().get("/v1/metrics").jsonPath();
    }

    private static List<String> header(String metric) {
        return List.of(given().get("/v1/metrics/" + metric + "?format=csv")
                .asString()
                .lines()
                .findFirst()
                .orElseThrow()
                .split(","));
    }
}
