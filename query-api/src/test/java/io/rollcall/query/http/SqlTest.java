package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.rollcall.lake.Lake;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Questions in SQL over HTTP. */
@QuarkusTest
@TestProfile(SqlTest.Bounded.class)
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class SqlTest {
    private static final LocalDate DT = LocalDate.parse("2001-01-31");
    private static final String ENDLESS =
            "SELECT COUNT(*) FROM range(1000000) a(i), range(1000000) b(i), range(1000000) c(i)"
                    + " WHERE hash(a.i + b.i + c.i) = 7";

    private static final int CROWD = 8;

    /** The process of a question has this as its main class. */
    private static final String PROCESS = "io.rollcall.lake.sandbox.SandboxMain";

    @Inject
    Lake lake;

    /** A reader's token, and time for the slowest machine, but not for what never ends. */
    public static final class Bounded implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "rollcall.query.read-tokens.notebook", "secret",
                    "rollcall.sql.memory", "64M",
                    "rollcall.sql.time", "20s",
                    "rollcall.sql.rows", "3");
        }
    }

    @BeforeEach
    void publish() {
        if (lake.published().days().isEmpty()) {
            new ArchivedEvents(lake)
                    .active(DT, "US", 1, 3)
                    .active(DT, "BR", 3, 4)
                    .night(DT);
        }
    }

    @Test
    void aQuestionIsAnsweredAsJsonAndAsCsv() {
        String sql = "SELECT dt, region, dau FROM dau_by_region ORDER BY region";
        String json = "{\"columns\":[{\"name\":\"dt\",\"type\":\"DATE\"},{\"name\":\"region\",\"type\":\"VARCHAR\"},"
                + "{\"name\":\"dau\",\"type\":\"BIGINT\"}],\"rows\":[[\"2001-01-31\",\"BR\",2],[\"2001-01-31\",\"US\",3]],"
                + "\"truncated\":false}";
        assertThat(ask(sql, "text/plain").asString()).isEqualTo(json);
        assertThat(ask("{\"sql\": \"" + sql + "\"}", "application/json").asString())
                .isEqualTo(json);
        String csv = "dt,region,dau\n2001-01-31,BR,2\n2001-01-31,US,3\n";
        assertThat(asked("text/plain")
                        .accept("text/csv")
                        .body(sql)
                        .post("/v1/sql")
                        .asString())
                .isEqualTo(csv);
        assertThat(asked("text/plain").body(sql).post("/v1/sql?format=csv").asString())
                .isEqualTo(csv);
        ask("SELECT * FROM range(4)", "text/plain")
                .then()
                .body("truncated", equalTo(true))
                .body("rows.size()", equalTo(3));
    }

    @Test
    void whatIsNotAnsweredSaysWhy() {
        refused("SELECT * FROM read_csv('/etc/passwd')", "sql_refused")
                .body("detail", containsString("read_csv"))
                .body("position", equalTo(15));
        refused("SELECT duu FROM dau_total", "sql_failed").body("position", equalTo(8));
        refused("SELECT length(repeat('x', 3000000000))", "sql_too_costly");
        ask("{\"question\": \"SELECT 1\"}", "application/json").then().statusCode(400);
        ask("x".repeat(70_000), "text/plain").then().statusCode(413);
        asked("text/plain")
                .body("SELECT 1")
                .post("/v1/sql?from=2001-01-01")
                .then()
                .statusCode(400);
    }

    @Test
    void onlyReadersAsk() {
        given().contentType("text/plain")
                .body("SELECT 1")
                .post("/v1/sql")
                .then()
                .statusCode(401)
                .body("code", equalTo("unauthorized"));
        given().get("/v1/sql").then().statusCode(405).header("Allow", containsString("POST"));
    }

    @Test
    void aJoinThatNeverEndsIsEndedAndOfManyAtOnceMostAreRefusedWhileOthersAreAnswered() {
        // Not in the common pool, which has a single thread on two cores.
        ExecutorService askers = Executors.newFixedThreadPool(CROWD);
        List<CompletableFuture<Response>> crowd = IntStream.range(0, CROWD)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> ask(ENDLESS, "text/plain"), askers))
                .toList();
        askers.shutdown();
        await().untilAsserted(() -> assertThat(processes()).isPositive());
        given().header("Authorization", "Bearer secret")
                .get("/v1/metrics/dau?from=2001-01-31&to=2001-01-31")
                .then()
                .statusCode(200)
                .body("rows.size()", equalTo(2));
        List<String> codes = crowd.stream()
                .map(answer -> answer.join().jsonPath().getString("code"))
                .toList();
        assertThat(codes).containsOnly("sql_too_costly", "too_many_questions");
        assertThat(processes()).isZero();
        assertThat(ask("SELECT 1", "text/plain").statusCode()).isEqualTo(200);
    }

    @Test
    void whoHangsUpEndsTheQuestion() throws IOException {
        try (Socket asker = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
            asker.getOutputStream()
                    .write(("POST /v1/sql HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer secret\r\n"
                                    + "Content-Type: text/plain\r\nContent-Length: " + ENDLESS.length() + "\r\n\r\n"
                                    + ENDLESS)
                            .getBytes(StandardCharsets.UTF_8));
            await().untilAsserted(() -> assertThat(processes()).isEqualTo(1));
        }
        // Awaited for 10 s, of the 20 that it would have had.
        await().untilAsserted(() -> assertThat(processes()).isZero());
    }

    private static RequestSpecification asked(String type) {
        return given().header("Authorization", "Bearer secret").contentType(type);
    }

    private static Response ask(String body, String type) {
        return asked(type).body(body).post("/v1/sql");
    }

    private static ValidatableResponse refused(String sql, String code) {
        return ask(sql, "text/plain")
                .then()
                .statusCode(400)
                .contentType("application/problem+json")
                .body("code", equalTo(code));
    }

    private static long processes() {
        return ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().commandLine().orElse("").contains(PROCESS))
                .count();
    }
}
