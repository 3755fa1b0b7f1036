package io.rollcall.query.http;

import static io.restassured.RestAssured.given;
import static io.rollcall.query.CountedEvents.BROWSE;
import static io.rollcall.query.CountedEvents.PLAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.path.json.JsonPath;
import io.rollcall.event.testkit.Today;
import io.rollcall.query.CountedEvents;
import io.rollcall.query.TestRedis;
import io.rollcall.rollup.NowWindow;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@QuarkusTest
@QuarkusTestResource(TestRedis.class)
@Timeout(120)
class LiveStreamTest {
    private final LocalDate today = Today.lasting(Duration.ofSeconds(45));
    private final CountedEvents events = CountedEvents.fromTheBeginning();

    @AfterEach
    void everybodyHasLeft() {
        events.close();
        await().untilAsserted(() -> assertThat(subscribers()).isEqualTo("0.0"));
    }

    @Test
    void aMomentSaysTodayByRegionWithTheTotalFirst() {
        Instant now = Instant.now();
        Instant seen = now.minus(NowWindow.SLICE);
        events.active(today, "US", 1, 30)
                .active(today, "BR", 30, PLAY)
                .active(today, "BR", 31, PLAY)
                .seen(seen, "US", 1)
                .seen(seen, "US", 2)
                .seen(seen, "SE", 2)
                .seen(now.minus(NowWindow.LENGTH).minus(NowWindow.SLICE), "US", 3)
                .apply(now);
        try (Listener listener = Listener.open()) {
            assertThat(listener.header("Content-Type")).startsWith("text/event-stream");
            assertThat(listener.header("Cache-Control")).isEqualTo("no-store");
            JsonPath moment = listener.until(event -> event.name().equals("message")
                            && event.data().getList("regions").size() == 4)
                    .data();
            assertThat(moment.getString("dt")).isEqualTo(today.toString());
            assertThat(moment.getString("status")).isEqualTo("live");
            assertThat(moment.getString("method")).isEqualTo("exact");
            assertThat(moment.getString("active_now_method")).isEqualTo("hyperloglog");
            assertThat(Instant.parse(moment.getString("as_of")).toEpochMilli()).isEqualTo(now.toEpochMilli());
            assertThat(moment.getDouble("lag_seconds")).isNotNegative();
            assertThat(moment.<String>getList("regions.region")).containsExactly("*", "US", "BR", "SE");
            assertThat(moment.<Integer>getList("regions.dau")).containsExactly(31, 30, 2, 0);
            assertThat(moment.<Integer>getList("regions.play_events")).containsExactly(2, 0, 2, 0);
            assertThat(moment.<Integer>getList("regions.active_now")).containsExactly(2, 2, 0, 1);
            assertThat(moment.<String>getList("regions.active_now_as_of"))
                    .as("one reading for all")
                    .containsOnly(Instant.ofEpochSecond(now.getEpochSecond() / 10 * 10)
                            .toString());
            assertThat(moment.getInt("regions[0].active_now_low")).isLessThanOrEqualTo(2);
            assertThat(moment.getInt("regions[0].active_now_high")).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void countersThatAreBehindDoNotKnowWhoIsThereNow() {
        Instant asOf = Instant.now().minus(NowWindow.MAX_LAG);
        events.active(today, "US", 1, BROWSE)
                .seen(asOf.minus(NowWindow.SLICE), "US", 1)
                .apply(asOf);
        try (Listener listener = Listener.open()) {
            JsonPath moment = listener.until(event -> dau(event) == 1).data();
            assertThat(moment.<Integer>getList("regions.active_now")).containsExactly(null, null);
            assertThat(moment.<String>getList("regions.active_now_as_of")).containsExactly(null, null);
        }
    }

    @Test
    void theStreamMovesWithTheCounters() {
        events.active(today, "US", 1, BROWSE).apply(Instant.now());
        try (Listener listener = Listener.open()) {
            listener.until(event -> dau(event) == 1);
            events.active(today, "US", 2, 101).apply(Instant.now());
            listener.until(event -> dau(event) == 101);
            listener.until(event -> event.data().getDouble("events_per_second") > 0);
        }
    }

    @Test
    void aDayBeginsWithNobody() {
        events.apply(Instant.now());
        try (Listener listener = Listener.open()) {
            // Who was there in a slice is shared until the next one, also with the test that came before.
            JsonPath moment = listener.until(event -> event.name().equals("message")
                            && event.data().getList("regions.region").equals(List.of("*")))
                    .data();
            assertThat(moment.getInt("regions[0].dau")).isZero();
            assertThat(moment.getInt("regions[0].active_now")).isZero();
        }
    }

    @Test
    void countersThatAreNotWholeAreNotShown() {
        TestRedis.wipe();
        try (Listener listener = Listener.open()) {
            JsonPath moment =
                    listener.until(event -> event.name().equals("message")).data();
            assertThat(moment.<Object>getList("regions")).isEmpty();
            assertThat(moment.getString("as_of")).isNull();
        }
    }

    @Test
    void listenersShareWhatIsComputedAndAreCounted() {
        events.active(today, "US", 1, BROWSE).apply(Instant.now());
        try (Listener first = Listener.open();
                Listener second = Listener.open()) {
            first.next();
            second.next();
            assertThat(subscribers()).isEqualTo("2.0");
        }
    }

    @Test
    void oneListenerTooManyIsToldToComeLater() {
        events.apply(Instant.now());
        try (Listener first = Listener.open();
                Listener second = Listener.open()) {
            first.next();
            second.next();
            given().accept("text/event-stream")
                    .get("/v1/live")
                    .then()
                    .statusCode(503)
                    .contentType("application/problem+json")
                    .header("Retry-After", "1")
                    .body("code", equalTo("too_many_subscribers"))
                    .body("detail", containsString("2 listen already"));
        }
    }

    @Test
    void aHeadTakesNoPlace() {
        given().head("/v1/live");
        await().untilAsserted(() -> assertThat(subscribers()).isEqualTo("0.0"));
    }

    /** Some are gone before their request is read, some before their answer begins, some right after. */
    @Test
    void listenersThatAreResetBeforeTheAnswerBeginsLeaveTheirPlaces() throws IOException {
        events.active(today, "US", 1, BROWSE).apply(Instant.now());
        int many = 400;
        for (int listener = 0; listener < many; listener++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), RestAssured.port)) {
                socket.setSoLinger(true, 0); // closed with a reset
                socket.getOutputStream()
                        .write("GET /v1/live HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
        }
        await().untilAsserted(() -> assertThat(subscribers()).isEqualTo("0.0"));
        try (Listener listener = Listener.open()) {
            listener.until(event -> dau(event) == 1);
        }
    }

    @Test
    void whileRedisIsAwayTheStreamSaysSoAndGoesOnWhenItIsBack() {
        events.active(today, "US", 1, BROWSE).apply(Instant.now());
        try (Listener listener = Listener.open()) {
            listener.until(event -> dau(event) == 1);
            TestRedis.without(() -> {
                JsonPath problem =
                        listener.until(event -> event.name().equals("problem")).data();
                assertThat(problem.getString("code")).isEqualTo("live_counters_unavailable");
                assertThat(problem.getInt("status")).isEqualTo(503);
            });
            listener.until(event -> event.name().equals("message"));
        }
    }

    private static int dau(Listener.Event event) {
        return event.name().equals("message")
                        && !event.data().getList("regions").isEmpty()
                ? event.data().getInt("regions[0].dau")
                : -1;
    }

    private static String subscribers() {
        return given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("rollcall_query_live_subscribers "))
                .map(line -> line.substring(line.lastIndexOf(' ') + 1))
                .findFirst()
                .orElse("missing");
    }
}
