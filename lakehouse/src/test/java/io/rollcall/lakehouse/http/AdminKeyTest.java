package io.rollcall.lakehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.event.Topics;
import io.rollcall.lakehouse.Servers;
import io.rollcall.log.testkit.LogTopics;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Administering with a key, and the record that is kept of it. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestProfile(AdminKeyTest.Keys.class)
class AdminKeyTest {
    /** One administrator, and one who may read. */
    public static final class Keys implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rollcall.admin.keys.alice", "alpha", "rollcall.query.read-tokens.grafana", "gamma");
        }
    }

    @BeforeAll
    static void makeTheTopicOfTombstones() {
        LogTopics.make(Servers.bootstrapServers(), Topics.APP_PROFILE_TOMBSTONES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer beta", "Bearer ", "Basic alpha", "Bearer gamma"})
    void anythingButAnAdminKeyIsUnauthorizedAlsoOnThisMachine(String authorization) {
        given().header("Authorization", authorization)
                .delete("/v1/profiles/4712")
                .then()
                .statusCode(401)
                .header("WWW-Authenticate", "Bearer realm=\"rollcall\"")
                .contentType("application/problem+json")
                .body("code", equalTo("unauthorized"));
        given().delete("/v1/profiles/4712").then().statusCode(401);
    }

    @Test
    void aKeyOpensAlsoThroughAProxy() {
        given().header("Authorization", "Bearer alpha")
                .header("Host", "rollcall.example")
                .header("X-Forwarded-For", "192.0.2.60")
                .delete("/v1/profiles/4712")
                .then()
                .statusCode(200);
    }

    @Test
    void howFarATaskIsNeedsWhatReadingNeeds() {
        for (String status : List.of("/v1/reconciliations/status", "/v1/live/rebuilds/status")) {
            given().get(status).then().statusCode(401).body("code", equalTo("unauthorized"));
            given().header("Authorization", "Bearer gamma").get(status).then().statusCode(200);
            given().header("Authorization", "Bearer alpha").get(status).then().statusCode(200);
        }
    }

    @Test
    void everyActionIsOnRecordWithWhoAndFromWhereAndNeverTheKey() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(new org.jboss.logmanager.formatters.PatternFormatter("%s").format(line));
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger audit = Logger.getLogger("io.rollcall.audit");
        audit.addHandler(handler);
        try {
            given().header("Authorization", "Bearer alpha")
                    .contentType("application/json")
                    .body("{\"from\":\"2024-06-02\",\n\"to\":\"2024-06-01\"}")
                    .post("/v1/reconciliations")
                    .then()
                    .statusCode(400);
            given().header("Authorization", "Bearer omega")
                    .header("X-Forwarded-For", "192.0.2.60")
                    .delete("/v1/profiles/4713")
                    .then()
                    .statusCode(401);
        } finally {
            audit.removeHandler(handler);
        }
        assertThat(lines)
                .containsExactly(
                        "POST /v1/reconciliations {\"from\":\"2024-06-02\", \"to\":\"2024-06-01\"} by alice from 127.0.0.1: 400",
                        "DELETE /v1/profiles/4713 by anybody from 127.0.0.1: 401, forwarded for 192.0.2.60");
    }
}
