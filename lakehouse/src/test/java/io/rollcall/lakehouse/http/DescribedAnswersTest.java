package io.rollcall.lakehouse.http;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.rollcall.access.testkit.DescribedAnswers;
import io.rollcall.embedded.Signal;
import io.rollcall.event.Topics;
import io.rollcall.event.testkit.Today;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.live.LiveCounters;
import io.rollcall.lakehouse.reconcile.Reconciler;
import io.rollcall.lakehouse.reconcile.Selection;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/**
 * Every answer that {@code /q/openapi} has of what administrators ask for is provoked once, and is as it is described; but 403, which takes
 * a service without keys ({@link DescribedRefusalsTest}).
 */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestProfile(AdminKeyTest.Keys.class)
class DescribedAnswersTest {
    private static final String RUNS = "/v1/reconciliations";
    private static final String REBUILDS = "/v1/live/rebuilds";
    private static final String PROFILE = "/v1/profiles/{profile_id}";
    private static final String ERASED = "/v1/profiles/4711";

    @Inject
    Reconciler reconciler;

    private final LocalDate dt = Today.lasting(Duration.ofSeconds(45)).minusDays(4);
    private final String ofThatDay = "{\"dt\": \"" + dt + "\"}";
    private DescribedAnswers answers = new DescribedAnswers("{}");

    @Test
    void everyDescribedAnswerIsGivenAsItIsDescribed() throws IOException {
        answers = new DescribedAnswers(given().get("/q/openapi?format=json").asString());
        LogTopics.make(Servers.bootstrapServers(), Topics.APP_PROFILE_TOMBSTONES);
        try (Socket run = unfinished(RUNS);
                Socket rebuild = unfinished(REBUILDS);
                LiveCounters live = new LiveCounters()) {
            publish();
            give("POST " + REBUILDS + " 409", as("alpha").body(ofThatDay).post(REBUILDS));
            live.begin(Instant.EPOCH, Instant.now());
            give("POST " + REBUILDS + " 202", as("alpha").body(ofThatDay).post(REBUILDS));
            give("POST " + RUNS + " 202", as("alpha").body("{}").post(RUNS));
            give("POST " + RUNS + " 409", as("alpha").body("{}").post(RUNS));
            for (String path : List.of(RUNS, REBUILDS)) {
                refused(path);
            }
            erased();
            withRedisSilent();
            answers.give("POST " + RUNS + " 408", answerTo(run));
            answers.give("POST " + REBUILDS + " 408", answerTo(rebuild));
        }
        assertThat(answers.given())
                .isEqualTo(new TreeSet<>(answers.all().stream()
                        .filter(answer -> !answer.contains(" 403 "))
                        .toList()));
    }

    private void publish() {
        try (EventLog log = new EventLog(Servers.bootstrapServers())) {
            log.append(1, "US", "play", "one", dt.atTime(12, 0).toInstant(ZoneOffset.UTC), Instant.now());
            log.flush();
        }
        reconciler.reconcile(new Selection.Due());
    }

    private void refused(String path) {
        give("POST " + path + " 400", as("alpha").body("[]").post(path));
        give("POST " + path + " 401", as("gamma").body("{}").post(path));
        give("POST " + path + " 406", as("alpha").accept("text/csv").body("{}").post(path));
        give("POST " + path + " 413", as("alpha").body(" ".repeat(5_000)).post(path));
        give(
                "POST " + path + " 415",
                as("alpha").contentType("text/plain").body("{}").post(path));
        String status = path + "/status";
        give("GET " + status + " 200", as("gamma").get(status));
        give("GET " + status + " 401", as("nobody").get(status));
        give("GET " + status + " 406", as("gamma").accept("text/csv").get(status));
    }

    private void erased() {
        give("DELETE " + PROFILE + " 200", as("alpha").delete(ERASED));
        give("DELETE " + PROFILE + " 200", as("alpha").delete(ERASED + "?ids=text"));
        give("DELETE " + PROFILE + " 400", as("alpha").delete("/v1/profiles/0"));
        give("DELETE " + PROFILE + " 401", as("gamma").delete(ERASED));
        give("DELETE " + PROFILE + " 406", as("alpha").accept("text/csv").delete(ERASED));
    }

    /** Of two who erase, one waits for it until its time is up, and the other is told that it is under way. */
    private void withRedisSilent() {
        Signal.STOP.send(Servers.redis().pid());
        ExecutorService askers = Executors.newFixedThreadPool(2);
        try {
            CompletableFuture<Response> one =
                    CompletableFuture.supplyAsync(() -> as("alpha").delete(ERASED), askers);
            CompletableFuture<Response> other =
                    CompletableFuture.supplyAsync(() -> as("alpha").delete(ERASED), askers);
            CompletableFuture.anyOf(one, other).join();
            boolean isOne = one.isDone();
            give("DELETE " + PROFILE + " 409", (isOne ? one : other).join());
            give("DELETE " + PROFILE + " 503", (isOne ? other : one).join());
            give("POST " + REBUILDS + " 503", as("alpha").body(ofThatDay).post(REBUILDS));
        } finally {
            askers.shutdown();
            Signal.CONT.send(Servers.redis().pid());
        }
    }

    private static RequestSpecification as(String key) {
        return given().header("Authorization", "Bearer " + key).contentType("application/json");
    }

    private void give(String answer, Response response) {
        answers.give(answer, response.statusCode(), response.contentType(), response.asString());
    }

    /** A request whose body does not come to its end. */
    private static Socket unfinished(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port);
        socket.getOutputStream()
                .write(("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer alpha\r\n"
                                + "Content-Type: application/json\r\nContent-Length: 100\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answerTo(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
}
