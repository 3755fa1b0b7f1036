package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@TestProfile(ReadTokensTest.TwoTokens.class)
class ReadTokensTest {
    public static final class TwoTokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rollcall.query.read-tokens.grafana", "open-sesame",
                    "rollcall.query.read-tokens.notebook", "another secret",
                    "rollcall.query.callers.questions", "2");
        }
    }

    @BeforeAll
    static void fill() {
        CountedEvents.fromTheBeginning().close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"metrics/dau", "metrics/nothing", "profiles/1/engagement", "live"})
    void withoutATokenNothingIsSaid(String address) {
        given().get("/v1/" + address)
                .then()
                .statusCode(401)
                .contentType("application/problem+json")
                .header("WWW-Authenticate", "Bearer realm=\"rollcall\"")
                .body("code", equalTo("unauthorized"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer open-sesam", "Bearer open-sesame2", "Bearer ", "open-sesame", "Basic open-sesame"})
    void aTokenThatIsNotOneOfThemIsRefused(String authorization) {
        given().header("Authorization", authorization)
                .get("/v1/metrics/dau")
                .then()
                .statusCode(401);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer open-sesame", "bearer open-sesame", "Bearer another secret"})
    void eachTokenOpens(String authorization) {
        given().header("Authorization", authorization)
                .get("/v1/metrics/dau")
                .then()
                .statusCode(200);
    }

    @Test
    void theStreamOpensToATokenToo() {
        try (Listener listener = Listener.open("Authorization", "Bearer open-sesame")) {
            assertThat(listener.status()).isEqualTo(200);
            listener.next();
        }
    }

    @Test
    void thePageAndTheChecksStayOpen() {
        given().get("/").then().statusCode(200);
        given().get("/q/health/ready").then().statusCode(200);
    }

    @Test
    void whoHasAsManyQuestionsUnderWayAsMayBeLeavesTheOthersTheirs() throws IOException, InterruptedException {
        try (InputStream one = listen();
                InputStream other = listen()) {
            assertThat(one.read()).isPositive();
            assertThat(other.read()).isPositive();
            given().header("Authorization", "Bearer open-sesame")
                    .get("/v1/metrics/dau")
                    .then()
                    .statusCode(429)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("code", equalTo("caller_limited"))
                    .body("detail", containsString("grafana"));
            given().header("Authorization", "Bearer another secret")
                    .get("/v1/metrics/dau")
                    .then()
                    .statusCode(200);
        }
        await().untilAsserted(() -> given().header("Authorization", "Bearer open-sesame")
                .get("/v1/metrics/dau")
                .then()
                .statusCode(200));
    }

    private static InputStream listen() throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + RestAssured.port + "/v1/live"))
                                .header("Authorization", "Bearer open-sesame")
                                .build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
    }
}
