package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.event.testkit.Today;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole system in a process that may have a thousand files and connections, as a shell allows by default. */
@Tag("faults")
class DescriptorsIT {
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final int DESCRIPTORS = 1_024;
    private static final int HALF_HEADS = 900;
    private static final int ROUNDS = 3;
    private static final int OK = 200;
    private static final String HALF_A_HEAD = "GET /v1/metrics/dau HTTP/1.1\r\nHost: 127.0.0.1\r\nAcc";

    @TempDir
    Path directory = Path.of("");

    private final LocalDate today = Today.lasting(PATIENCE.multipliedBy(2));

    @Test
    void halfHeadsByTheHundredTakeNoDescriptorFromBrokerAndRedis() throws Exception {
        try (RunningRollcall running = RunningRollcall.upWithin(DESCRIPTORS, directory.resolve("data"))) {
            int acknowledged = 0;
            for (int round = 0; round < ROUNDS; round++) {
                List<Socket> half = new ArrayList<>();
                try {
                    for (int head = 0; head < HALF_HEADS; head++) {
                        half.add(halfHead(running));
                    }
                    assertThat(running.isAlive()).as(running.said()).isTrue();
                    acknowledged++;
                    String event = RunningRollcall.play(acknowledged, today);
                    // By itself: the half heads are still open on this side.
                    await().atMost(PATIENCE).until(() -> running.takes(event));
                } finally {
                    for (Socket socket : half) {
                        socket.close();
                    }
                }
            }
            int expected = acknowledged;
            await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> {
                List<JsonNode> rows = running.rows("dau?region=NZ&from=" + today + "&to=" + today);
                assertThat(rows).hasSize(1);
                assertThat(rows.get(0).path("value").asInt()).isEqualTo(expected);
            });
            assertThat(running.get("/q/health/ready").statusCode()).isEqualTo(OK);
            assertThat(running.said()).doesNotContain("Too many open files").doesNotContain("ERROR");
        }
    }

    /** Whoever is over the bound is closed, or reset, before the half is written. */
    private static Socket halfHead(RunningRollcall running) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), running.port());
        try {
            socket.getOutputStream().write(HALF_A_HEAD.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException reset) {
            assertThat(reset).hasMessageMatching(".*(reset|Broken pipe).*");
        }
        return socket;
    }
}
