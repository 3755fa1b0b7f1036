package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.rollcall.access.testkit.DescribedAnswers;
import io.rollcall.event.testkit.Today;
import io.rollcall.lake.Lake;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.Test;

/**
 * Every answer that {@code /q/openapi} has of the questions is provoked once, in each of its types, and is as it is described; but 403,
 * which takes a service without keys ({@link DescribedRefusalsTest}).
 */
@QuarkusTest
@TestProfile(DescribedAnswersTest.Tokens.class)
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class DescribedAnswersTest {
    /** Each question that comes with GET, as it is described, and as it is asked. */
    private static final Map<String, String> ASKED = new LinkedHashMap<>(Map.of(
            "/v1/metrics", "/v1/metrics",
            "/v1/metrics/{metric}", "/v1/metrics/dau",
            "/v1/profiles/{profile_id}/engagement", "/v1/profiles/1/engagement",
            "/v1/reconciliations", "/v1/reconciliations?from=2001-01-31&to=2001-01-31",
            "/v1/experiments", "/v1/experiments?from=2001-01-31&to=2001-01-31",
            "/v1/experiments/{key}", "/v1/experiments/row?metric=plays&from=2001-01-31&to=2001-01-31",
            "/v1/live", "/v1/live"));

    private static final LocalDate DT = LocalDate.parse("2001-01-31");
    private static final String LIVE = "/v1/live";
    private static final String SQL = "/v1/sql";
    private static final String DAYS = "SELECT dt, dau FROM dau_total";

    @Inject
    Lake lake;

    private DescribedAnswers answers = new DescribedAnswers("{}");

    /** Three readers, of whom each has as many questions under way as there are places for listeners. */
    public static final class Tokens implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rollcall.query.read-tokens.notebook", "reader",
                    "rollcall.query.read-tokens.wall", "listener",
                    "rollcall.query.read-tokens.slow", "slow",
                    "rollcall.query.callers.questions", "2",
                    "quarkus.redis.timeout", "2s");
        }
    }

    @Test
    void everyDescribedAnswerIsGivenAsItIsDescribed() throws IOException {
        answers = new DescribedAnswers(given().get("/q/openapi?format=json").asString());
        try (Socket slow = unfinished()) {
            fill();
            answered();
            refused();
            whileListening();
            withoutServers();
            answers.give(
                    "POST " + SQL + " 408", new String(slow.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(answers.given())
                .isEqualTo(new TreeSet<>(answers.all().stream()
                        .filter(answer -> !answer.contains(" 403 "))
                        .toList()));
    }

    private void fill() {
        new ArchivedEvents(lake)
                .exposed(DT, 1, "row", "control")
                .exposed(DT, 2, "row", "treatment")
                .active(DT, "US", 1, 3)
                .night(DT);
        LocalDate today = Today.lasting(Duration.ofSeconds(45));
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            events.active(today, "US", 1, CountedEvents.PLAY).apply(Instant.now());
        }
    }

    private void answered() {
        ASKED.forEach((path, asked) -> {
            if (!path.equals(LIVE)) {
                give("GET " + path + " 200", as("reader").get(asked));
            }
            if (!path.equals(LIVE) && !path.equals("/v1/metrics")) {
                give("GET " + path + " 200", as("reader").accept("text/csv").get(asked));
            }
        });
        give("POST " + SQL + " 200", sql().post(SQL));
        give("POST " + SQL + " 200", sql().accept("text/csv").post(SQL));
        try (Listener listener = Listener.open("Authorization", "Bearer reader")) {
            Listener.Event event = listener.next();
            answers.give(
                    "GET " + LIVE + " 200",
                    listener.status(),
                    listener.header("Content-Type"),
                    "data:" + event.data().prettify().replace("\n", ""));
        }
    }

    private void refused() {
        ASKED.forEach((path, asked) -> {
            if (!path.equals(LIVE)) {
                give("GET " + path + " 400", as("reader").get(asked + (asked.contains("?") ? "&" : "?") + "none=1"));
            }
            give("GET " + path + " 401", as("nobody").get(asked));
            give("GET " + path + " 406", as("reader").accept("application/xml").get(asked));
        });
        give("GET /v1/experiments/{key} 404", as("reader").get("/v1/experiments/none?metric=plays"));
        give(
                "POST " + SQL + " 400",
                as("reader").contentType("text/plain").body("SELECT").post(SQL));
        give(
                "POST " + SQL + " 401",
                as("nobody").contentType("text/plain").body(DAYS).post(SQL));
        give("POST " + SQL + " 406", sql().accept("application/xml").post(SQL));
        give(
                "POST " + SQL + " 413",
                as("reader").contentType("text/plain").body("x".repeat(70_000)).post(SQL));
        give(
                "POST " + SQL + " 415",
                as("reader").contentType("text/html").body(DAYS).post(SQL));
    }

    /** One listens as often as he may, which is as many as may listen. */
    private void whileListening() {
        try (Listener one = Listener.open("Authorization", "Bearer listener");
                Listener other = Listener.open("Authorization", "Bearer listener")) {
            one.next();
            other.next();
            ASKED.forEach(
                    (path, asked) -> give("GET " + path + " 429", as("listener").get(asked)));
            give(
                    "POST " + SQL + " 429",
                    as("listener").contentType("text/plain").body(DAYS).post(SQL));
            give("GET " + LIVE + " 503", as("reader").get(LIVE));
        }
    }

    private void withoutServers() throws IOException {
        TestRedis.without(() -> List.of("/v1/metrics/{metric}", "/v1/profiles/{profile_id}/engagement")
                .forEach(path -> give("GET " + path + " 503", as("reader").get(ASKED.get(path)))));
        Path tables = ConfigProvider.getConfig()
                .getValue("rollcall.lake.directory", Path.class)
                .resolve("tables");
        Path away = tables.resolveSibling("away");
        Files.move(tables, away);
        try {
            for (String path : List.of("/v1/reconciliations", "/v1/experiments", "/v1/experiments/{key}")) {
                give("GET " + path + " 503", as("reader").get(ASKED.get(path)));
            }
            give("POST " + SQL + " 503", sql().post(SQL));
        } finally {
            Files.move(away, tables);
        }
    }

    private static RequestSpecification as(String token) {
        return given().header("Authorization", "Bearer " + token);
    }

    private static RequestSpecification sql() {
        return as("reader").contentType("text/plain").body(DAYS);
    }

    /** A question that does not come to its end. */
    private static Socket unfinished() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream()
                .write(("POST " + SQL + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer slow\r\n"
                                + "Content-Type: text/plain\r\nContent-Length: 100\r\n\r\nSELECT")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private void give(String answer, Response response) {
        answers.give(answer, response.statusCode(), response.contentType(), response.asString());
    }
}
