package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A Redis that takes every call and answers none. */
@QuarkusTest
@QuarkusTestResource(TestRedis.class)
class SilentRedisTest {
    private static final int QUESTIONS = 80;

    /** Half of what the questions about today alone would take one after the other, each waiting {@code quarkus.redis.timeout}. */
    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @Test
    void everyoneOfACrowdIsToldAfterOneTimeOutAndNotOneAfterTheOther() {
        LocalDate today = Today.lasting(Duration.ofMinutes(2));
        try (CountedEvents events = CountedEvents.fromTheBeginning()) {
            events.active(today, "US", 1, BROWSE).apply(Instant.now());
        }
        given().get("/v1/metrics/dau").then().statusCode(200);
        List<String> questions = IntStream.range(0, QUESTIONS / 4)
                .boxed()
                .flatMap(back -> Stream.of(
                        "metrics/dau?from=" + today.minusDays(back) + "&to=" + today,
                        "metrics/mau?region=*&from=" + today.minusDays(back) + "&to=" + today,
                        "metrics/stickiness?from=" + today.minusDays(back) + "&to=" + today,
                        "profiles/" + (back + 1) + "/engagement"))
                .toList();
        HttpClient client = HttpClient.newHttpClient();
        TestRedis.silent(() -> assertThat(ask(client, questions))
                .as("all of them within " + PATIENCE)
                .hasSize(QUESTIONS)
                .allSatisfy(answer -> {
                    assertThat(answer.statusCode()).isEqualTo(503);
                    assertThat(answer.body()).contains("live_counters_unavailable");
                }));
        await().untilAsserted(() ->
                given().get("/v1/metrics/dau?from=" + today).then().statusCode(200));
    }

    private static List<HttpResponse<String>> ask(HttpClient client, List<String> questions) {
        List<CompletableFuture<HttpResponse<String>>> asked = questions.stream()
                .map(question -> HttpRequest.newBuilder(
                                URI.create("http://localhost:" + RestAssured.port + "/v1/" + question))
                        .timeout(PATIENCE)
                        .build())
                .map(request -> client.sendAsync(request, BodyHandlers.ofString()))
                .toList();
        return asked.stream().map(CompletableFuture::join).toList();
    }
}
