package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
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
                    "rollcall.query.read-tokens.notebook", "another secret");
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
}
