package io.rollcall.lakehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.rollcall.event.Topics;
import io.rollcall.lakehouse.Servers;
import io.rollcall.log.testkit.LogTopics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Administering without any keys: for somebody on this machine, and nobody whose request only looks like one. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class AdminDoorTest {
    private static final int PATIENCE_MILLIS = 60_000;

    @BeforeAll
    static void makeTheTopicOfTombstones() {
        LogTopics.make(Servers.bootstrapServers(), Topics.APP_PROFILE_TOMBSTONES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Forwarded         | for=192.0.2.60",
                "X-Forwarded-For   | 127.0.0.1",
                "X-Forwarded-Proto | https",
                "Host              | rebound.example",
                "Origin            | https://evil.example",
                "Origin            | null",
                "Sec-Fetch-Site    | cross-site"
            })
    void whatOnlyLooksLikeThisMachineMayNothing(String header, String value) {
        refused(with(header, value).delete("/v1/profiles/4711").then());
        refused(with(header, value)
                .contentType("application/json")
                .body("{}")
                .post("/v1/reconciliations")
                .then());
        refused(with(header, value)
                .contentType("application/json")
                .body("{\"dt\": \"2026-11-20\"}")
                .post("/v1/live/rebuilds")
                .then());
        refused(with(header, value).get("/v1/reconciliations/status").then());
        refused(with(header, value).get("/v1/live/rebuilds/status").then());
    }

    @Test
    void thisMachineMay() {
        given().get("/v1/reconciliations/status").then().statusCode(200);
        given().header("Origin", "http://127.0.0.1:" + RestAssured.port)
                .header("Sec-Fetch-Site", "same-origin")
                .delete("/v1/profiles/4711")
                .then()
                .statusCode(200)
                .header("Cache-Control", containsString("no-store"))
                .body("profile_id", equalTo(4711))
                .body("lake.files_removed", equalTo(0));
    }

    @Test
    void anIdThatJavaScriptWouldRoundIsAnsweredAsTextWhereItIsAskedFor() {
        given().delete("/v1/profiles/9007199254740993?ids=text")
                .then()
                .statusCode(200)
                .body("profile_id", equalTo("9007199254740993"));
        given().delete("/v1/profiles/9007199254740993?ids=texts")
                .then()
                .statusCode(400)
                .body("code", equalTo("invalid_parameter"))
                .body("detail", equalTo("ids is number or text"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"})
    void whatAFormCanSendIsRefused(String contentType) throws IOException {
        for (String path : new String[] {"/v1/reconciliations", "/v1/live/rebuilds"}) {
            assertThat(exchange("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: "
                            + contentType + "\r\nContent-Length: 2\r\n\r\n{}"))
                    .startsWith("HTTP/1.1 415")
                    .contains("unsupported_media_type");
        }
    }

    @Test
    void aBodyWithoutALengthIsBoundedToo() throws IOException {
        String chunk = "800\r\n" + " ".repeat(0x800) + "\r\n";
        assertThat(exchange(head("Transfer-Encoding: chunked") + chunk.repeat(3)))
                .startsWith("HTTP/1.1 413")
                .contains("body_too_large");
    }

    @Test
    void aBodyThatDoesNotComeIsWaitedForOnlySoLong() throws IOException {
        assertThat(exchange(head("Content-Length: 100") + "{\"from\""))
                .startsWith("HTTP/1.1 408")
                .contains("body_timeout");
    }

    @Test
    void whoMayNotIsToldBeforeTheBodyIsRead() throws IOException {
        assertThat(exchange(head("X-Forwarded-For: 192.0.2.60\r\nContent-Length: 100")))
                .startsWith("HTTP/1.1 403")
                .contains("loopback_only");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/reconciliations", "/v1/live/rebuilds"})
    void whoHangsUpInTheMiddleOfABodyIsCountedAndNoError(String path) {
        double before = hungUp();
        String request = "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: 100\r\n\r\n{";
        await().atMost(Duration.ofMillis(PATIENCE_MILLIS)).until(() -> {
            hangUp(request);
            return hungUp() > before;
        });
        assertThat(given().get("/q/metrics").asString())
                .doesNotContainPattern("http_server_requests_seconds_count\\{[^}]*status=\"500\"");
    }

    private static void hangUp(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoLinger(true, 0); // closed with a reset
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static double hungUp() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(series -> series.startsWith("rollcall_http_hung_up_total"))
                .mapToDouble(series -> Double.parseDouble(series.substring(series.lastIndexOf(' ') + 1)))
                .sum();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "abc", "9223372036854775808"})
    void whatIsNoProfileIsNotErased(String profile) {
        given().delete("/v1/profiles/" + profile)
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo("invalid_parameter"));
    }

    private static RequestSpecification with(String header, String value) {
        return given().header(header, value);
    }

    private static void refused(ValidatableResponse answer) {
        answer.statusCode(403).contentType("application/problem+json").body("code", equalTo("loopback_only"));
    }

    private static String head(String header) {
        return "POST /v1/reconciliations HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n" + header
                + "\r\n\r\n";
    }

    /** Sends, and reads until the service closes the connection. */
    private static String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
