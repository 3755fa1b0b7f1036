package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The front door without write keys: for this machine, and nobody whose request only looks like one of it. */
@QuarkusTest
@WithTestResource(KafkaResource.class)
class LoopbackTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded       | for=192.0.2.60",
                "X-Forwarded-For | 127.0.0.1",
                "Host            | rebound.example",
                "Origin          | https://evil.example",
                "Origin          | http://localhost:3000",
                "Sec-Fetch-Site  | cross-site",
                "Sec-Fetch-Site  | same-site"
            })
    void whatOnlyLooksLikeThisMachineMayNotSend(String header, String value) {
        given().header(header, value)
                .contentType(ContentType.JSON)
                .body(Events.play(1))
                .post("/v1/events")
                .then()
                .statusCode(403)
                .contentType("application/problem+json")
                .body("code", equalTo("loopback_only"))
                .body("detail", containsString("rollcall.ingest.keys.NAME.secret"));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /v1/catalogue",
        "GET, /v1/events/recent",
        "GET, /v1/rejected",
        "POST, /v1/rejected/replays?reason=missing_field"
    })
    void norMayItReadWhatIsForThisMachine(String verb, String address) {
        given().header("X-Forwarded-For", "127.0.0.1")
                .request(verb, address)
                .then()
                .statusCode(403)
                .contentType("application/problem+json");
    }

    @Test
    void aPageOfThisServerMay() {
        given().header("Origin", "http://127.0.0.1:" + RestAssured.port)
                .header("Sec-Fetch-Site", "same-origin")
                .contentType(ContentType.JSON)
                .body(Events.play(1))
                .post("/v1/events")
                .then()
                .statusCode(202);
    }
}
