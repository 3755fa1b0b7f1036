package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.lake.Lake;
import io.rollcall.lake.metric.OwnMetric;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import io.rollcall.query.question.Parameters;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The metric of the guide over HTTP: it is asked as the others are. That its values are right, a test of the lake shows. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@WithTestResource(value = OwnMetricTest.Directory.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class OwnMetricTest {
    private static final LocalDate DAY = LocalDate.parse("2011-05-01");
    private static final Path GUIDE = Path.of("..", "docs", "guides", "add-a-metric.md");

    /** A directory with the example, as whoever follows the guide makes it. */
    public static final class Directory implements QuarkusTestResourceLifecycleManager {
        @Override
        public Map<String, String> start() {
            try {
                String guide = Files.readString(GUIDE);
                int begin = guide.indexOf("```sql\n") + "```sql\n".length();
                Path made = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "metrics");
                Files.writeString(made.resolve("searchers.sql"), guide.substring(begin, guide.indexOf("```\n", begin)));
                return Map.of("rollcall.metrics.directory", made.toString());
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
        }

        @Override
        public void stop() {}
    }

    @Inject
    Lake lake;

    @BeforeEach
    void fill() {
        if (lake.published().days(DAY, DAY).isEmpty()) {
            new ArchivedEvents(lake)
                    .eventOn(DAY, "US", 71_000, "search", "tv", "1.0")
                    .eventOn(DAY, "US", 71_000, "play", "mobile", "1.0")
                    .eventOn(DAY, "US", 71_001, "search", "mobile", "1.0")
                    .night(DAY.plusDays(1))
                    .workOut();
        }
    }

    @Test
    void itIsAnsweredInTheEnvelopeOfAllAndAsCsv() {
        String asked = "/v1/metrics/searchers?region=US&from=" + DAY + "&to=" + DAY;
        given().get(asked)
                .then()
                .statusCode(200)
                .body("metric", equalTo("searchers"))
                .body("definition_version", equalTo(1))
                .body("additive", equalTo(false))
                .body("rows.searchers", contains(2))
                .body("rows.watched", contains(1))
                .body("rows.rate", contains(0.5f))
                .body("rows.status", contains("provisional"))
                .body("rows.method", contains("exact"));
        assertThat(given().get(asked + "&format=csv").asString().lines())
                .hasSize(2)
                .startsWith("dt,region,searchers,watched,rate,status,method,low,high,as_of")
                .last()
                .asString()
                .startsWith(DAY + ",US,2,1,0.500000,provisional,exact,");
        given().get(asked + "&platform=tv").then().statusCode(200).body("rows.watched", contains(0));
        given().get(asked + "&group_by=region,platform").then().body("rows.platform", contains("mobile", "tv"));
        given().get(asked + "&least_searches=2").then().statusCode(200).body("rows.size()", equalTo(0));
        given().get(asked + "&least_searches=101")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_parameter"))
                .body("detail", containsString("from 1 to 100"));
    }

    @Test
    void itIsListedAndDescribed() {
        given().get("/v1/metrics")
                .then()
                .body("metrics.id", hasItem("searchers"))
                .body("metrics.find { it.id == 'searchers' }.parameters[0].name", equalTo("least_searches"))
                .body("metrics.find { it.id == 'searchers' }.parameters[0].maximum", equalTo(100))
                .body("metrics.find { it.id == 'searchers' }.filters", hasItem("platform"))
                .body(
                        "metrics.find { it.id == 'searchers' }.columns.find { it.name == 'rate' }.unit",
                        equalTo("share"));
        String path = "paths.'/v1/metrics/{metric}'.get.";
        given().accept("application/json")
                .get("/q/openapi")
                .then()
                .statusCode(200)
                .body(path + "parameters.find { it.in == 'path' }.schema.enum", hasItem("searchers"))
                .body(path + "parameters.find { it.in == 'path' }.schema.enum", hasItem("dau"))
                .body(path + "description", containsString("- `searchers`: `searchers` (profiles)"))
                .body(
                        path + "parameters.find { it.name == 'least_searches' }.description",
                        containsString("Of `searchers`: searches that a profile needs to count"));
    }

    /** A parameter of a file's own cannot hide one that every metric has. */
    @Test
    void noParameterOfEveryMetricCanBeAFilesOwn() {
        assertThat(OwnMetric.TAKEN).containsAll(Parameters.OF_METRICS).contains(Parameters.FORMAT);
    }
}
