package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.rollcall.lakehouse.Servers;
import io.rollcall.log.testkit.EventLog;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that are asked for over HTTP; this machine needs no key. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ReconciliationApiTest {
    private static final String PATH = "/v1/reconciliations";

    @Test
    void aRunIsStartedShownAndEnds() {
        awaitEnd();
        Instant noon = Instant.parse("2024-06-01T12:00:00Z");
        try (EventLog log = new EventLog(Servers.bootstrapServers())) {
            log.append(5_000_001, "NO", "login", "asked", noon, Instant.now());
            log.flush();
        }
        Response started = RestAssured.given()
                .contentType("application/json")
                .body("{\"from\": \"2024-06-01\", \"to\": \"2024-06-01\"}")
                .post(PATH);
        assertThat(started.statusCode()).isEqualTo(202);
        assertThat(started.header("Location")).isEqualTo(PATH + "/status");
        assertThat(started.jsonPath().getString("state")).isNotEqualTo("never_run");
        assertThat(started.jsonPath().getString("since")).isNotBlank();

        Response done = awaitEnd();
        assertThat(done.jsonPath().getString("state")).isEqualTo("done");
        assertThat(done.jsonPath().<Map<String, String>>getList("published"))
                .singleElement()
                .satisfies(day -> assertThat(day)
                        .containsEntry("dt", "2024-06-01")
                        .containsEntry("status", "final")
                        .containsKey("as_of"));
        assertThat(done.jsonPath().getString("run")).isNotBlank();
    }

    @Test
    void aSecondRunIsRefusedWhileOneIsUnderWay() {
        awaitEnd();
        Response first = RestAssured.given().noContentType().post(PATH);
        Response second = RestAssured.given().noContentType().post(PATH);
        assertThat(first.statusCode()).isEqualTo(202);
        assertThat(second.statusCode()).isEqualTo(409);
        assertThat(second.contentType()).isEqualTo("application/problem+json");
        assertThat(second.jsonPath().getString("code")).isEqualTo("reconciliation_running");
        awaitEnd();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "[]",
                "{\"from\": \"2024-06-01\"}",
                "{\"from\": 1, \"to\": 2}",
                "{\"from\": \"2024-06-31\", \"to\": \"2024-07-01\"}",
                "{\"from\": \"2024-06-02\", \"to\": \"2024-06-01\"}",
                "{\"from\": \"2010-01-01\", \"to\": \"2024-06-01\"}",
                "{\"dt\": \"2024-06-01\"}"
            })
    void whatIsNotARangeOfDaysIsRefused(String body) {
        Response refused =
                RestAssured.given().contentType("application/json").body(body).post(PATH);
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("invalid_parameter");
        assertThat(refused.jsonPath().getString("detail")).isNotBlank();
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() {
        Response refused = RestAssured.given()
                .contentType("application/json")
                .body(" ".repeat(5_000) + "{}")
                .post(PATH);
        assertThat(refused.statusCode()).isEqualTo(413);
        assertThat(refused.jsonPath().getString("code")).isEqualTo("body_too_large");
    }

    private static Response awaitEnd() {
        return await().atMost(Duration.ofMinutes(2))
                .until(
                        () -> RestAssured.get(PATH + "/status"),
                        status -> status.jsonPath().getString("state").matches("never_run|done|failed"));
    }
}
