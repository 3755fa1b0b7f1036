package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.rollcall.lake.Lake;
import io.rollcall.lake.engine.EngineSettings;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import io.rollcall.query.ArchivedEvents;
import io.rollcall.query.LogLines;
import io.rollcall.query.TestLake;
import io.rollcall.query.TestRedis;
import io.rollcall.query.lake.RowBudget;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.stream.Collectors;
import org.apache.iceberg.Table;
import org.eclipse.microprofile.config.ConfigProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The largest answers there are: 400 days of 250 regions with nine measures each. */
@QuarkusTest
@TestProfile(LargeAnswersTest.Impatient.class)
@QuarkusTestResource(TestRedis.class)
@WithTestResource(value = TestLake.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class LargeAnswersTest {
    private static final LocalDate FIRST = LocalDate.parse("2003-01-01");
    private static final int DAYS = 400;
    private static final int PLANTED = DAYS * 250 * 9;

    /** The first day, which is published, has a report of its own: nine measures of a region and of all. */
    private static final int ROWS = PLANTED + 18;

    private static final long HEAP_BYTES = 48L << 20;
    private static final int CROWD = 200;
    private static final int LEAVING = 4;
    private static final Duration LONG = Duration.ofMinutes(1);

    @Inject
    Lake lake;

    @Inject
    RowBudget budget;

    /** So that a client who does not read is not waited for as long as a real one. */
    public static class Impatient implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rollcall.query.answers.patience", "8s", "rollcall.query.callers.questions", "300");
        }
    }

    @BeforeEach
    void plant() {
        if (!lake.published().days().isEmpty()) {
            return;
        }
        Path directory = ConfigProvider.getConfig().getValue("rollcall.lake.directory", Path.class);
        new ArchivedEvents(lake).active(FIRST, "US", 1, 3).night(FIRST);
        try (Tables tables = Tables.open(directory, EngineSettings.spillingTo(directory.resolve("planting")))) {
            Table table = tables.table(LakeTable.RECONCILIATION);
            try (TableSession session = tables.session().open(LakeTable.PUBLISHED)) {
                table.newAppend()
                        .appendFile(TableFile.write(
                                        session.engine(),
                                        "SELECT CAST(DATE '" + FIRST + "' + INTERVAL (d) DAY AS DATE) AS dt,"
                                                + " (SELECT MIN(run) FROM gold.published) AS run, 'R' || r AS region,"
                                                + " 'measure_' || m AS measure, 1000.0 + r AS live, 900.0 AS low,"
                                                + " 1100.0 AS high, 1001.0 + r AS exact, 1.0 AS difference,"
                                                + " 0.0 AS duplicates, 1.0 AS late, 0.0 AS sketch, 0.0 AS unexplained,"
                                                + " true AS within_bound, TIMESTAMPTZ '2004-05-01 00:00:00+00' AS"
                                                + " reconciled_at FROM range(" + DAYS + ") AS days(d), range(250) AS"
                                                + " regions(r), range(9) AS measures(m)",
                                        LakeTable.RECONCILIATION,
                                        table)
                                .orElseThrow())
                        .commit();
            }
        }
    }

    @Test
    void theWholeReportStreamsAndIsNeverInMemory() throws IOException {
        long before = heapInUse();
        for (String type : new String[] {"text/csv", "application/json"}) {
            try (Socket socket = ask(type);
                    InputStream in = socket.getInputStream();
                    BufferedReader answer = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                char[] piece = new char[1 << 16];
                long rows = 0;
                boolean isMeasured = false;
                for (int length = answer.read(piece); length >= 0; length = answer.read(piece)) {
                    for (int i = 0; i < length; i++) {
                        rows += piece[i] == 'R' ? 1 : 0;
                    }
                    if (rows > ROWS / 2 && !isMeasured) {
                        isMeasured = true;
                        assertThat(budget.taken()).isBetween(ROWS, 2 * ROWS);
                        assertThat(heapInUse() - before)
                                .as("bytes held half way")
                                .isLessThan(HEAP_BYTES);
                    }
                }
                // The head of the response has one in each of these words.
                assertThat(rows).isBetween((long) PLANTED, PLANTED + 10L);
            }
        }
        await().atMost(LONG).until(() -> budget.taken() == 0);
    }

    @Test
    void whoeverDoesNotReadKeepsHisRowsFromOthersOnlyForAWhile() throws IOException {
        try (Socket first = ask("application/json");
                Socket second = ask("text/csv")) {
            await().atMost(LONG).until(() -> budget.taken() == 2 * ROWS);
            given().get(question())
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("code", equalTo("too_many_questions"));
            given().get("/v1/metrics/dau?region=US&from=" + FIRST + "&to=" + FIRST)
                    .then()
                    .statusCode(200)
                    .body("rows[0].value", equalTo(3));
            await().atMost(LONG).until(() -> budget.taken() == 0);
            assertThat(isWhole(first)).isFalse();
            assertThat(isWhole(second)).isFalse();
        }
        try (Socket leaves = ask("application/json")) {
            await().atMost(LONG).until(() -> budget.taken() == ROWS);
            assertThat(leaves.isConnected()).isTrue();
        }
        await().atMost(LONG).until(() -> budget.taken() == 0);
    }

    /** Whoever likes can hang up in the middle of an answer: that is no error, and costs nobody anything. */
    @Test
    void whoHangsUpInTheMiddleOfAnAnswerIsCountedAndNoError() throws IOException {
        double before = series("rollcall_http_hung_up_total");
        try (LogLines lines = LogLines.ofEverything()) {
            for (int asker = 0; asker < LEAVING; asker++) {
                try (Socket socket = ask(asker % 2 == 0 ? "application/json" : "text/csv")) {
                    assertThat(socket.getInputStream().read()).isPositive();
                    socket.setSoLinger(true, 0); // closed with a reset
                }
                await().atMost(LONG).until(() -> budget.taken() == 0);
            }
            assertThat(lines.from(Level.SEVERE)).isEmpty();
        }
        await().atMost(LONG).until(() -> series("rollcall_http_hung_up_total") >= before + LEAVING);
        assertThat(given().get("/q/metrics").asString())
                .doesNotContainPattern("http_server_requests_seconds_count\\{[^}]*status=\"500\"");
    }

    private static double series(String name) {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** Each is answered whole or refused, and nothing is held when they are done. */
    @Test
    void twoHundredAtOnceLeaveTheProcessStanding() throws Exception {
        ExecutorService askers = Executors.newFixedThreadPool(CROWD);
        try {
            List<Callable<String>> crowd = Collections.nCopies(CROWD, () -> read("text/csv"));
            List<String> answers = new ArrayList<>();
            for (Future<String> answer : askers.invokeAll(crowd)) {
                answers.add(answer.get());
            }
            assertThat(answers)
                    .contains(ROWS + " rows")
                    .allSatisfy(answer -> assertThat(answer).isIn(ROWS + " rows", "too_many_questions"));
        } finally {
            askers.shutdownNow();
        }
        await().atMost(LONG).until(() -> budget.taken() == 0);
        given().get("/q/health/live").then().statusCode(200);
        given().get("/v1/metrics/dau?region=US&from=" + FIRST + "&to=" + FIRST)
                .then()
                .statusCode(200)
                .body("rows[0].value", equalTo(3));
    }

    /** How many rows an answer has, or why there is none. */
    private String read(String type) throws IOException {
        HttpURLConnection connection =
                (HttpURLConnection) URI.create("http://localhost:" + RestAssured.port + question())
                        .toURL()
                        .openConnection();
        connection.setRequestProperty("Accept", type);
        boolean isAnswered = connection.getResponseCode() == 200;
        try (InputStream body = isAnswered ? connection.getInputStream() : connection.getErrorStream();
                BufferedReader lines = new BufferedReader(new InputStreamReader(body, StandardCharsets.UTF_8))) {
            return isAnswered
                    ? lines.lines().count() - 1 + " rows"
                    : JsonPath.from(lines.lines().collect(Collectors.joining())).getString("code");
        }
    }

    private String question() {
        return "/v1/reconciliations?from=" + FIRST + "&to=" + FIRST.plusDays(DAYS - 1L);
    }

    private Socket ask(String type) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream()
                .write(("GET " + question() + " HTTP/1.1\r\nHost: localhost\r\nAccept: " + type
                                + "\r\nConnection: close\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /** Whether what was sent ends as a chunked body does. */
    private static boolean isWhole(Socket socket) {
        byte[] end = new byte[0];
        try {
            InputStream in = socket.getInputStream();
            byte[] piece = new byte[1 << 16];
            for (int length = in.read(piece); length >= 0; length = in.read(piece)) {
                end = Arrays.copyOfRange(piece, Math.max(0, length - 5), length);
            }
        } catch (IOException reset) {
            return false;
        }
        return new String(end, StandardCharsets.US_ASCII).equals("0\r\n\r\n");
    }

    private static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
