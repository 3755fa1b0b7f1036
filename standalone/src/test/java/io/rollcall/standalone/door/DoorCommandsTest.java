package io.rollcall.standalone.door;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the commands make of the answers of a gateway. */
class DoorCommandsTest {
    private static final String ACCEPTED =
            "{\"received_at\":\"2026-11-22T10:00:00Z\",\"outcome\":\"accepted\",\"key\":\"web\","
                    + "\"event_id\":\"aa\",\"reason\":null,\"detail\":null,\"event\":{\"event_name\":\"play\"}}";
    private static final String REJECTED =
            "{\"received_at\":\"2026-11-22T10:00:01Z\",\"outcome\":\"rejected\",\"key\":\"web\","
                    + "\"event_id\":null,\"reason\":\"missing_field\",\"detail\":\"region is required\",\"event\":{}}";
    private static final String SO_FAR = "{\"accepted\":1000,\"still_rejected\":1,\"done\":false}\n";
    private static final String DONE = "{\"accepted\":1500,\"still_rejected\":2,\"already_accepted\":0,\"erased\":1,"
            + "\"reasons\":{\"unknown_region\":{\"events\":2,\"detail\":\"region ...\"}},\"complete\":true,\"done\":true}\n";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void tailShowsALineForEachEventUntilTheConnectionEnds() throws IOException {
        try (FakeGateway gateway = saying(
                200,
                ": listening\n\nid: 1\nevent: accepted\ndata: " + ACCEPTED + "\n\nid: 2\nevent: rejected\ndata: "
                        + REJECTED + "\n\n")) {
            assertThat(run(new TailCommand(), gateway, "--outcome", "rejected", "--key", "token"))
                    .isEqualTo(1);
            assertThat(gateway.requests()).singleElement().satisfies(request -> {
                assertThat(request.path()).isEqualTo("/v1/events/recent?outcome=rejected");
                assertThat(request.authorization()).isEqualTo("Bearer token");
            });
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-11-22T10:00:00Z accepted web {\"event_name\":\"play\"}",
                        "2026-11-22T10:00:01Z rejected web {} missing_field: region is required");
        assertThat(err).hasToString("No more events: the system ended the connection" + System.lineSeparator());
    }

    @Test
    void tailSaysWhyItIsRefused() throws IOException {
        try (FakeGateway gateway = saying(401, "{\"detail\":\"a read token is needed\"}")) {
            assertThat(run(new TailCommand(), gateway)).isEqualTo(1);
        }
        assertThat(err.toString()).contains("HTTP 401: a read token is needed");
    }

    @Test
    void replayShowsItsProgressAndItsAccount() throws IOException {
        try (FakeGateway gateway = saying(200, SO_FAR + DONE)) {
            assertThat(run(
                            new ReplayCommand(),
                            gateway,
                            "--reason",
                            "unknown_region",
                            "--from",
                            "2026-11-20",
                            "--key",
                            "k"))
                    .isZero();
            assertThat(gateway.requests()).singleElement().satisfies(request -> {
                assertThat(request.method() + request.path())
                        .isEqualTo("POST/v1/rejected/replays?reason=unknown_region&from=2026-11-20&dry_run=false");
                assertThat(request.authorization()).isEqualTo("Bearer k");
            });
        }
        assertThat(err.toString()).contains("Judged so far: 1,001");
        assertThat(out.toString().lines())
                .containsExactly(
                        "1,500 accepted",
                        "2 rejected still:",
                        "1 of erased profiles",
                        "  2 unknown_region: region ...");
    }

    @Test
    void dryReplaySaysWhatWouldBe() throws IOException {
        try (FakeGateway gateway = saying(200, DONE)) {
            assertThat(run(new ReplayCommand(), gateway, "--reason", "unknown_region", "--dry-run"))
                    .isZero();
            assertThat(gateway.requests().get(0).path()).endsWith("dry_run=true");
        }
        assertThat(out.toString()).startsWith("1,500 would be accepted");
    }

    @Test
    void replayThatEndsEarlyFails() throws IOException {
        String broken = "{\"code\":\"not_acknowledged\",\"detail\":\"ended early\",\"done\":true}\n";
        for (String answer : Stream.of(
                        SO_FAR, SO_FAR + broken, DONE.replace("\"complete\":true", "\"complete\":false"), "<html>")
                .toList()) {
            try (FakeGateway gateway = saying(200, answer)) {
                assertThat(run(new ReplayCommand(), gateway, "--reason", "unknown_region"))
                        .isEqualTo(1);
            }
        }
        assertThat(err.toString()).contains("ended early").contains("no gateway");
    }

    private static FakeGateway saying(int status, String body) throws IOException {
        return new FakeGateway(request -> Reply.of(status, body));
    }

    private int run(Object command, FakeGateway gateway, String... arguments) {
        CommandLine line = new CommandLine(command);
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        return line.execute(Stream.concat(Stream.of(arguments), Stream.of("--url", gateway.url()))
                .toArray(String[]::new));
    }
}
