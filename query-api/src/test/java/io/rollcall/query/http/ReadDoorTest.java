package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Reading without any keys, where the port is for this machine alone. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class ReadDoorTest {
    @BeforeAll
    static void fill() {
        CountedEvents.fromTheBeginning().close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded       | for=192.0.2.60       | proxy",
                "X-Forwarded-For | 127.0.0.1            | proxy",
                "Host            | rebound.example:8082 | Host",
                "Origin          | https://evil.example | another origin",
                "Sec-Fetch-Site  | cross-site           | another origin"
            })
    void whatOnlyLooksLikeThisMachineIsToldNothing(String header, String value, String why) {
        for (String address :
                new String[] {"metrics/dau", "metrics/nothing", "profiles/1/engagement", "reconciliations", "live"}) {
            given().header(header, value)
                    .get("/v1/" + address)
                    .then()
                    .statusCode(403)
                    .contentType("application/problem+json")
                    .body("code", equalTo("loopback_only"))
                    .body("detail", containsString(why))
                    .body("detail", containsString("rollcall.query.read-tokens.NAME"));
        }
    }

    @Test
    void thePageOfThisMachineReads() {
        given().header("Origin", "http://127.0.0.1:" + RestAssured.port)
                .header("Sec-Fetch-Site", "same-origin")
                .get("/v1/metrics/dau")
                .then()
                .statusCode(200);
    }
}
