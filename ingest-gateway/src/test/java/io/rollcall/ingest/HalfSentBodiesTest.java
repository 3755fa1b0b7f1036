package io.rollcall.ingest;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.http.ContentType;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Senders that stop in the middle of a body, as many as there are places, and more: a good client does not notice. */
@QuarkusTest
@TestProfile(HalfSentBodiesTest.NoHurry.class)
@WithTestResource(KafkaResource.class)
class HalfSentBodiesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int GOOD_REQUESTS = 200;

    /** Nobody is sent away for being slow, so that it is not time that helps. */
    public static final class NoHurry implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("rollcall.ingest.body-timeout", "10m", "rollcall.ingest.body-least-rate", "0");
        }
    }

    @TestHTTPResource("/")
    URI server = URI.create("http://127.0.0.1");

    private final List<Socket> senders = new ArrayList<>();

    @AfterEach
    void everybodyHangsUp() throws IOException {
        for (Socket sender : senders) {
            sender.setSoLinger(true, 0);
            sender.close();
        }
        await().atMost(PATIENCE).until(() -> Series.value("rollcall_ingest_in_flight_bytes") == 0);
        assertThat(Series.value("rollcall_ingest_arriving_bodies")).isZero();
        assertThat(Series.value("rollcall_ingest_in_flight_requests")).isZero();
    }

    @Test
    void moreHalfSentBodiesThanPlacesKeepNobodyOut() {
        int many = 2_100;
        for (int sender = 0; sender < many; sender++) {
            half(1_000, new byte[] {'{'});
        }
        await().atMost(PATIENCE).until(() -> Series.value("rollcall_ingest_arriving_bodies") == many);
        goodClientIsServed();
    }

    /** Together they would need more bytes than there are, so some of them have to give theirs back. */
    @Test
    void largeHalfSentBodiesGiveWay() {
        for (int sender = 0; sender < 100; sender++) {
            half(1_048_000, new byte[1_000_000]);
        }
        for (int sender = 0; sender < 200; sender++) {
            half(10_001, new byte[10_000]);
        }
        String large = Events.arrayOf(1_000);
        await().atMost(PATIENCE).until(() -> IntStream.range(0, 20).allMatch(request -> post(large) == 202));
        assertThat(Series.value("rollcall_ingest_arriving_bodies")).isLessThan(300);
    }

    private static void goodClientIsServed() {
        for (int request = 0; request < GOOD_REQUESTS; request++) {
            assertThat(post(Events.play(1))).isEqualTo(202);
        }
    }

    private static int post(String body) {
        return given().contentType(ContentType.JSON)
                .body(body)
                .post("/v1/events")
                .statusCode();
    }

    private void half(int announced, byte[] sent) {
        try {
            Socket sender = new Socket(server.getHost(), server.getPort());
            senders.add(sender);
            OutputStream out = sender.getOutputStream();
            out.write(("POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + announced + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            out.write(sent);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
