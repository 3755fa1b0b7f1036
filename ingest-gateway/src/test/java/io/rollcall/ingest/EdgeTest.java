package io.rollcall.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What only a socket can try: senders that stop in the middle, ask first, or send two requests at once. */
@QuarkusTest
@TestProfile(WriteKeyTest.Keys.class)
@WithTestResource(KafkaResource.class)
class EdgeTest {
    private static final String HEAD = "POST /v1/events HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n";
    private static final String KEY = "Authorization: Bearer web-secret\r\n";
    private static final int PATIENCE_MILLIS = 30_000;

    @TestHTTPResource("/")
    URI server = URI.create("http://127.0.0.1");

    @Test
    void senderThatStopsInTheMiddleHears408AndIsCutOff() throws IOException {
        String answer = exchange(HEAD + KEY + "Content-Length: 100\r\n\r\n{\"profile");
        assertThat(answer).startsWith("HTTP/1.1 408").contains("body_timeout");
    }

    @Test
    void senderThatAsksFirstIsToldToGoOn() throws IOException {
        String event = Events.play(1);
        String answer = exchange(HEAD + KEY + "Connection: close\r\nExpect: 100-continue\r\nContent-Length: "
                + event.length() + "\r\n\r\n" + event);
        assertThat(answer).startsWith("HTTP/1.1 100 Continue").contains("HTTP/1.1 202");
    }

    @Test
    void senderThatAsksFirstIsSparedABodyThatWouldBeRefused() throws IOException {
        String answer = exchange(HEAD + KEY + "Expect: 100-continue\r\nContent-Length: 5000000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413").contains("body_too_large");
    }

    @Test
    void refusedBodyIsNotTakenForTheNextRequest() throws IOException {
        String event = Events.play(1);
        String length = "Content-Length: " + event.length() + "\r\n";
        String answer = exchange(
                HEAD + length + "\r\n" + event + HEAD + KEY + "Connection: close\r\n" + length + "\r\n" + event);
        assertThat(answer).startsWith("HTTP/1.1 401").contains("HTTP/1.1 202");
    }

    /** Whoever likes can hang up as often as he likes: nothing of it is an error of the gateway's. */
    @Test
    void senderThatHangsUpIsCountedAndIsNoError() throws IOException {
        double before = Series.value("rollcall_ingest_hung_up_total");
        double errors = Series.value("rollcall_ingest_requests_total{status=\"500\"}");
        int senders = 50;
        for (int sender = 0; sender < senders; sender++) {
            try (Socket socket = new Socket(server.getHost(), server.getPort())) {
                // Closed with a reset.
                socket.setSoLinger(true, 0);
                socket.getOutputStream()
                        .write((HEAD + KEY + "Content-Length: 100\r\n\r\n{").getBytes(StandardCharsets.UTF_8));
            }
        }
        // A reset may overtake the head of its request, which is then none.
        await().atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .until(() -> Series.value("rollcall_ingest_hung_up_total") > before);
        assertThat(Series.value("rollcall_ingest_requests_total{status=\"500\"}"))
                .isEqualTo(errors);
    }

    @Test
    void senderThatDoesNotNameTheServerIsToldSoAndItsBodyIsNotTakenForTheNextRequest() throws IOException {
        String answer = exchange("POST /v1/events HTTP/1.1\r\nContent-Length: 2\r\n\r\n[]");
        assertThat(answer).startsWith("HTTP/1.1 400").contains("invalid_header").containsOnlyOnce("HTTP/1.1");
    }

    /** Sends, and reads until the gateway closes the connection. */
    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
