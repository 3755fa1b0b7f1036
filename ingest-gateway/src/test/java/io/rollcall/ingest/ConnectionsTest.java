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
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Connections on which no request comes: they have a bound, and an end. */
@QuarkusTest
@TestProfile(ConnectionsTest.FewAndShort.class)
@WithTestResource(KafkaResource.class)
class ConnectionsTest {
    private static final int MOST = 100;
    private static final int PATIENCE_MILLIS = 30_000;
    private static final int PAUSE_MILLIS = 100;
    private static final String HALF_A_HEAD = "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-";

    private static final String LONG_BODY =
            "POST /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n";

    @TestHTTPResource("/")
    URI server = URI.create("http://127.0.0.1");

    /** So few connections, and so short a patience, that a test sees both end. */
    public static final class FewAndShort implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.tls.key-store.p12.path",
                    OwnCertificate.make().toString(),
                    "quarkus.tls.key-store.p12.password",
                    OwnCertificate.PASSWORD,
                    "quarkus.http.test-ssl-port",
                    "0",
                    "quarkus.http.limits.max-connections",
                    Integer.toString(MOST),
                    "quarkus.http.idle-timeout",
                    "3s",
                    // So that a slow body cannot be one that is merely late.
                    "rollcall.ingest.body-timeout",
                    "10m");
        }
    }

    @Test
    void halfHeadsAreBoundedAndEndByThemselves() throws IOException {
        List<Socket> half = new ArrayList<>();
        try {
            for (int head = 0; head < 3 * MOST; head++) {
                Socket socket = new Socket(server.getHost(), server.getPort());
                half.add(socket);
                socket.setSoTimeout(PATIENCE_MILLIS);
                sendHalf(socket);
            }
            for (Socket socket : half) {
                assertThat(isClosedByTheServer(socket)).isTrue();
            }
        } finally {
            for (Socket socket : half) {
                socket.close();
            }
        }
        await().atMost(Duration.ofMillis(PATIENCE_MILLIS))
                .ignoreExceptions()
                .until(() -> given().contentType(ContentType.JSON)
                                .body(Events.play(1))
                                .post("/v1/events")
                                .statusCode()
                        == 202);
    }

    @Test
    void connectionThatHadItsAnswerIsClosedWhenNothingMoreComes() throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("GET /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 405");
        }
    }

    /** One byte after the other, each well before the connection would be idle. */
    @Test
    void headThatDripsEndsAsOneThatStops() throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            sendHalf(socket);
            assertThat(isClosedWhileItDrips(socket)).isTrue();
        }
    }

    @Test
    void headThatDripsAfterAnAnswerEndsToo() throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("HEAD /v1/events HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            readHead(socket);
            sendHalf(socket);
            assertThat(isClosedWhileItDrips(socket)).isTrue();
        }
    }

    /** Ten bytes a second, which is a hundredth of what a body has to come with. */
    @Test
    void bodyThatDripsIsRefusedLongBeforeItsDeadline() throws IOException {
        try (Socket socket = new Socket(server.getHost(), server.getPort())) {
            socket.getOutputStream().write(LONG_BODY.getBytes(StandardCharsets.US_ASCII));
            String answer = answerWhileItDrips(socket);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("body_timeout");
        }
    }

    private static String answerWhileItDrips(Socket socket) throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        for (int sent = 0; sent < PATIENCE_MILLIS / PAUSE_MILLIS; sent++) {
            try {
                int first = socket.getInputStream().read();
                socket.setSoTimeout(PATIENCE_MILLIS);
                return (char) first + new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            } catch (SocketTimeoutException unanswered) {
                assertThat(socket.isClosed()).isFalse();
                drip(socket);
            }
        }
        throw new AssertionError("not answered after " + PATIENCE_MILLIS + " ms of dripping");
    }

    /** Sends a byte whenever the server has said nothing for a while: as often as would do for thirty seconds. */
    private static boolean isClosedWhileItDrips(Socket socket) throws IOException {
        socket.setSoTimeout(PAUSE_MILLIS);
        for (int sent = 0; sent < PATIENCE_MILLIS / PAUSE_MILLIS; sent++) {
            try {
                return socket.getInputStream().read() == -1;
            } catch (SocketTimeoutException stillOpen) {
                assertThat(socket.isClosed()).isFalse();
                drip(socket);
            } catch (IOException reset) {
                assertThat(reset).hasMessageContaining("reset");
                return true;
            }
        }
        return false;
    }

    /** What is sent to a connection that ended meanwhile makes no difference: it is read from next. */
    private static void drip(Socket socket) {
        try {
            socket.getOutputStream().write('x');
        } catch (IOException reset) {
            assertThat(reset).hasMessageMatching(".*(reset|Broken pipe).*");
        }
    }

    private static void readHead(Socket socket) throws IOException {
        StringBuilder head = new StringBuilder();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int read = socket.getInputStream().read();
            assertThat(read).isNotEqualTo(-1);
            head.append((char) read);
        }
    }

    /** Who is over the bound is closed, or reset, before the half is written. */
    private static void sendHalf(Socket socket) {
        try {
            socket.getOutputStream().write(HALF_A_HEAD.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException reset) {
            assertThat(reset).hasMessageMatching(".*(reset|Broken pipe).*");
        }
    }

    private static boolean isClosedByTheServer(Socket socket) {
        try {
            return socket.getInputStream().read() == -1;
        } catch (IOException reset) {
            assertThat(reset).hasMessageContaining("reset");
            return true;
        }
    }
}
