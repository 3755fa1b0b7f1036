package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpMethod;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.Request;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One floods, and the requests of the others all go through. Nothing is said of time. */
@QuarkusTest
@TestProfile(FairnessTest.Small.class)
@WithTestResource(KafkaResource.class)
@WithTestResource(RedisResource.class)
class FairnessTest {
    private static final int PLACES = 8;
    private static final int AT_ONCE = 24;
    private static final int QUIET_REQUESTS = 40;

    @TestHTTPResource("/v1/events")
    URI address = URI.create("/");

    /** A gateway with room for few requests at a time. */
    public static final class Small implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.ofEntries(
                    Map.entry("rollcall.ingest.keys.loud.secret", "loud-secret"),
                    Map.entry("rollcall.ingest.keys.loud.events-per-second", "1"),
                    Map.entry("rollcall.ingest.keys.open.secret", "open-secret"),
                    Map.entry("rollcall.ingest.keys.quiet.secret", "quiet-secret"),
                    Map.entry("rollcall.ingest.keys.elsewhere.secret", "elsewhere-secret"),
                    Map.entry("rollcall.ingest.keys.elsewhere.events-per-second", "1"),
                    Map.entry("rollcall.ingest.in-flight.requests", Integer.toString(PLACES)),
                    Map.entry("rollcall.ingest.in-flight.of-one-key", "0.5"),
                    Map.entry("rollcall.ingest.rates.of-one-address", "1"),
                    Map.entry("rollcall.ingest.rates.of-all-gateways", "true"),
                    Map.entry("rollcall.ingest.rates.redis-timeout", "20s"));
        }
    }

    /** By a key from many addresses, from one address with a key that is free, and with one profile from many addresses. */
    @ParameterizedTest
    @CsvSource({"loud-secret, 1, 200", "open-secret, 201, 1", "open-secret, 100, 100"})
    void whoFloodsIsToldSoAndTheOthersGoThrough(String secret, int firstAddress, int addresses) throws Exception {
        Vertx vertx = Vertx.vertx();
        try (Flood flood = new Flood(vertx, address, secret, firstAddress, addresses)) {
            flood.start();
            await().atMost(Duration.ofSeconds(60)).until(() -> flood.refused.get() > 0);
            for (int request = 0; request < QUIET_REQUESTS; request++) {
                assertThat(quiet("quiet-secret"))
                        .as("request %d of another key", request)
                        .isEqualTo(202);
                assertThat(Series.value("rollcall_ingest_in_flight_requests")).isLessThanOrEqualTo(PLACES);
            }
            assertThat(flood.answers.keySet()).as("%s", flood.answers).isSubsetOf(202, 429, 503);
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().get();
        }
    }

    /** What another gateway has taken from the bucket of all is not here any more; it fills again in an hour. */
    @Test
    void whatWasSentElsewhereCountsHereToo() throws Exception {
        Vertx vertx = Vertx.vertx();
        Redis redis = Redis.createClient(vertx, RedisResource.redis().url());
        redis.send(Request.cmd(Command.HSET)
                        .arg("rate:key:elsewhere")
                        .arg("left")
                        .arg(0)
                        .arg("at")
                        .arg(System.currentTimeMillis() + Duration.ofHours(1).toMillis()))
                .toCompletionStage()
                .toCompletableFuture()
                .get();
        given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer elsewhere-secret")
                .body(Events.play(4))
                .post("/v1/events")
                .then()
                .statusCode(429)
                .header("Retry-After", not(nullValue()))
                .body("detail", containsString("'elsewhere'"));
        redis.close();
        vertx.close().toCompletionStage().toCompletableFuture().get();
    }

    @Test
    void everyAnswerToALimitedKeySaysHowMuchIsLeft() {
        given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer quiet-secret")
                .body(Events.play(3))
                .post("/v1/events")
                .then()
                .statusCode(202)
                .header("RateLimit-Policy", "\"address\";q=1000;qu=\"events\";w=1000");
    }

    private static int quiet(String secret) {
        return given().contentType(ContentType.JSON)
                .header("Authorization", "Bearer " + secret)
                .body(Events.play(2))
                .post("/v1/events")
                .statusCode();
    }

    /** So many requests at a time, all of one profile, one after the other answered, until it is closed. */
    private static final class Flood implements AutoCloseable {
        private final Map<Integer, AtomicInteger> answers = new ConcurrentHashMap<>();
        private final AtomicInteger refused = new AtomicInteger();
        private final AtomicInteger sent = new AtomicInteger();
        private final AtomicBoolean over = new AtomicBoolean();
        private final Buffer body = Buffer.buffer(Events.arrayOf(100));
        private final URI address;
        private final String secret;
        private final List<HttpClient> clients;

        Flood(Vertx vertx, URI address, String secret, int firstAddress, int addresses) {
            this.address = address;
            this.secret = secret;
            this.clients = IntStream.range(0, addresses)
                    .mapToObj(n -> vertx.createHttpClient(new HttpClientOptions()
                            .setLocalAddress("127.0.1." + (firstAddress + n))
                            .setMaxPoolSize(AT_ONCE)))
                    .toList();
        }

        void start() {
            for (int n = 0; n < AT_ONCE; n++) {
                send();
            }
        }

        private void send() {
            clients.get(sent.getAndIncrement() % clients.size())
                    .request(HttpMethod.POST, address.getPort(), address.getHost(), address.getPath())
                    .compose(request -> request.putHeader("Authorization", "Bearer " + secret)
                            .putHeader("Content-Type", "application/json")
                            .send(body))
                    .compose(answer -> answer.body().map(answer.statusCode()))
                    .onComplete(status -> {
                        if (status.succeeded()) {
                            answers.computeIfAbsent(status.result(), any -> new AtomicInteger())
                                    .incrementAndGet();
                            if (status.result() != 202) {
                                refused.incrementAndGet();
                            }
                        }
                        if (!over.get()) {
                            send();
                        }
                    });
        }

        @Override
        public void close() {
            over.set(true);
        }
    }
}
