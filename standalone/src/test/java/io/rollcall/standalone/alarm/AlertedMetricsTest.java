package io.rollcall.standalone.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.standalone.RealServers;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An alert on a series that nobody exposes is silent for ever: all that the rules name must be on the services' page. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class AlertedMetricsTest {
    /** All names of metrics have an underscore; functions have a bracket behind them. */
    private static final Pattern METRIC = Pattern.compile("\\b[a-z]+(?:_[a-z]+)+\\b(?! *\\()");

    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern EQUALS = Pattern.compile("[a-z]+=\"[^\"]*\"");
    private static final Pattern STRINGS = Pattern.compile("\"[^\"]*\"");

    /** Series that are there once somebody has asked. */
    @BeforeEach
    void askedOnce() {
        RestAssured.get("/v1/metrics/dau");
        RestAssured.given().contentType("application/json").body("[]").post("/v1/events");
        await().atMost(Duration.ofMinutes(1)).until(() -> page().contains("rollcall_rollup_lag_seconds{"));
    }

    @Test
    void everyMetricOfTheRulesIsExposed() throws IOException {
        String page = page();
        Set<String> named = new TreeSet<>();
        for (Alert alert : Alert.all()) {
            METRIC.matcher(STRINGS.matcher(alert.expression()).replaceAll("\"\""))
                    .results()
                    .map(MatchResult::group)
                    .forEach(named::add);
        }
        assertThat(named)
                .contains("rollcall_rollup_lag_seconds", "rollcall_ingest_events_total")
                .allSatisfy(metric -> assertThat(page).containsPattern("(?m)^" + metric + "[{ ]"));
    }

    /** A label or a value that does not exist selects nothing, too. {@code job} is what Prometheus adds. */
    @Test
    void everySeriesThatARuleSelectsByEqualityIsExposed() throws IOException {
        List<String> page = page().lines().toList();
        for (Alert alert : Alert.all()) {
            SELECTOR.matcher(alert.expression())
                    .results()
                    .filter(selector -> !selector.group(1).equals("up"))
                    .forEach(selector -> assertThat(page.stream()
                                    .filter(line -> line.startsWith(selector.group(1) + "{")
                                            || line.startsWith(selector.group(1) + " ")))
                            .as(selector.group())
                            .anyMatch(series ->
                                    equalities(selector.group(2)).stream().allMatch(series::contains)));
        }
    }

    /** The rule on failed questions leaves out the gateway's requests by this label. */
    @Test
    void requestsToTheGatewayCarryTheirPath() {
        assertThat(page()).containsPattern("http_server_requests_seconds_count\\{[^}]*uri=\"/v1/events\"");
    }

    private static List<String> equalities(String matchers) {
        return EQUALS.matcher(matchers)
                .results()
                .map(MatchResult::group)
                .filter(matcher -> !matcher.startsWith("job="))
                .toList();
    }

    private static String page() {
        return RestAssured.get("/q/metrics").asString();
    }
}
