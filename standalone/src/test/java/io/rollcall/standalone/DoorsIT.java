package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.standalone.keys.KeysCommand;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The packaged application's doors, all of one process: what a proxy's clients may do, with keys and without. */
class DoorsIT {
    private static final String EVENT =
            "{\"profile_id\":1,\"event_name\":\"login\",\"event_time\":\"2026-01-01T00:00:00Z\",\"region\":\"NZ\"}";

    @TempDir
    Path directory;

    @Test
    void withoutKeysAProxysClientsAreNotThisMachine() throws Exception {
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"));
                ReverseProxy proxy = ReverseProxy.inFrontOf(running.port())) {
            assertThat(running.said())
                    .contains(
                            "no keys are configured",
                            "may send        this machine",
                            "may read        this machine",
                            "may administer  this machine");
            assertThat(proxy.ask("POST", "/v1/events", EVENT)).isEqualTo("403 loopback_only");
            assertThat(proxy.ask("DELETE", "/v1/profiles/1", "")).isEqualTo("403 loopback_only");
            assertThat(proxy.ask("POST", "/v1/reconciliations", "{}")).isEqualTo("403 loopback_only");
            assertThat(proxy.ask("GET", "/v1/reconciliations", "")).isEqualTo("403 loopback_only");
            assertThat(proxy.ask("GET", "/v1/reconciliations/status", "")).isEqualTo("403 loopback_only");
            assertThat(proxy.ask("GET", "/v1/metrics/dau", "")).isEqualTo("403 loopback_only");
            // Open to all; whether the services are ready at just this moment is another question.
            assertThat(proxy.ask("GET", "/q/health/ready", ""))
                    .as(running.get("/q/health/ready").body())
                    .matches("(200|503) .*");

            assertThat(running.get("/v1/reconciliations").statusCode()).isEqualTo(200);
            assertThat(running.get("/v1/reconciliations/status").statusCode()).isEqualTo(200);
            assertThat(running.get("/v1/live/rebuilds/status").body()).isEqualTo("{\"state\":\"never_run\"}");
            assertThat(running.delete("/v1/reconciliations").headers().firstValue("Allow"))
                    .as("the methods of both services at one path")
                    .contains("GET, HEAD, OPTIONS, POST");

            makeAKey(directory.resolve("data").resolve("keys.json"));
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> proxy.ask("POST", "/v1/events", EVENT).equals("401 unknown_key"));
            assertThat(proxy.ask("DELETE", "/v1/profiles/1", "")).isEqualTo("403 no_admin_key");
        }
    }

    private static void makeAKey(Path file) {
        assertThat(new CommandLine(new KeysCommand())
                        .setOut(new PrintWriter(new StringWriter()))
                        .execute("create", "web", "--scope", "ingest", "--file", file.toString()))
                .isZero();
    }

    @Test
    void oneWriteKeyClosesTheAdministratorsDoorAndSaysThatReadingIsOpen() throws Exception {
        Map<String, String> environment = Map.of(
                "ROLLCALL_INGEST_KEYS_WEB_SECRET", "w",
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "ROLLCALL_REDIS_TIME_OUT", "3s");
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"), environment);
                ReverseProxy proxy = ReverseProxy.inFrontOf(running.port())) {
            assertThat(running.said())
                    .contains(
                            "may send        who has a write key: web",
                            "may read        EVERYBODY",
                            "may administer  nobody",
                            "Reading is open to everybody who reaches the port",
                            "ROLLCALL_REDIS_TIME_OUT is no setting; the nearest one is ROLLCALL_REDIS_TIMEOUT");
            assertThat(proxy.ask("POST", "/v1/events", EVENT)).isEqualTo("401 unknown_key");
            assertThat(proxy.ask("GET", "/v1/metrics/dau", "")).startsWith("200");
            assertThat(proxy.ask("DELETE", "/v1/profiles/1", "")).isEqualTo("403 no_admin_key");
            assertThat(running.delete("/v1/profiles/1").statusCode()).isEqualTo(403);
        }
    }

    @Test
    void aTokenThatIsMisspeltAndValuesThatAreNoneEndTheStartInALineEach() throws Exception {
        Path data = directory.resolve("data");
        assertThat(RunningRollcall.refusal(
                        data, RunningRollcall.freePort(), Map.of("ROLLCALL_QUERY_READ_TOKEN_X", "secret")))
                .contains(
                        "rollcall: ROLLCALL_QUERY_READ_TOKEN_X is no setting; the nearest one is ROLLCALL_QUERY_READ_TOKENS_NAME")
                .doesNotContain("\tat ", "= secret");
        String wrong = RunningRollcall.refusal(
                data,
                RunningRollcall.freePort(),
                Map.of("ROLLCALL_INGEST_ACK_TIMEOUT", "soon", "ROLLCALL_INGEST_IN_FLIGHT_REQUESTS", "many"));
        assertThat(wrong).doesNotContain("\tat ");
        assertThat(wrong.lines().filter(line -> line.contains("rollcall.ingest.")))
                .as("a line for each mistake, in\n%s", wrong)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("rollcall.ingest.ack-timeout", "soon"),
                        line -> assertThat(line).contains("rollcall.ingest.in-flight.requests", "many"));
    }

    /** As one that stands on the same machine: it connects from loopback, and says for whom. */
    private record ReverseProxy(Vertx vertx, HttpServer server) implements AutoCloseable {
        static ReverseProxy inFrontOf(int port) throws Exception {
            Vertx vertx = Vertx.vertx();
            HttpClient upstream = vertx.createHttpClient();
            HttpServer server = vertx.createHttpServer()
                    .requestHandler(request -> forward(request, upstream, port))
                    .listen(0, "127.0.0.1")
                    .toCompletionStage()
                    .toCompletableFuture()
                    .get(30, TimeUnit.SECONDS);
            return new ReverseProxy(vertx, server);
        }

        private static void forward(HttpServerRequest request, HttpClient upstream, int port) {
            request.body()
                    .compose(body -> upstream.request(
                                    HttpMethod.valueOf(request.method().name()), port, "127.0.0.1", request.uri())
                            .compose(onward -> {
                                request.headers().names().stream()
                                        .filter(name -> List.of("content-type", "authorization")
                                                .contains(name.toLowerCase(Locale.ROOT)))
                                        .forEach(name -> onward.putHeader(name, request.getHeader(name)));
                                return onward.putHeader("X-Forwarded-For", "192.0.2.60")
                                        .send(body);
                            })
                            .compose(answer -> answer.body()
                                    .compose(content -> request.response()
                                            .setStatusCode(answer.statusCode())
                                            .end(content))))
                    .onFailure(failure -> request.response().setStatusCode(502).end(failure.toString()));
        }

        /** The status, and the code of the problem. */
        String ask(String method, String path, String body) throws Exception {
            HttpResponse<String> answer = java.net.http.HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.actualPort() + path))
                                    .header("Content-Type", "application/json")
                                    .method(method, HttpRequest.BodyPublishers.ofString(body))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            String code = answer.body().contains("\"code\":\"")
                    ? answer.body().replaceFirst("(?s).*\"code\":\"([a-z_]+)\".*", "$1")
                    : "";
            return answer.statusCode() + " " + code;
        }

        @Override
        public void close() {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }
}
