package io.rollcall.standalone.ask;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the commands ask, and what they make of the answers. */
class QuestionCommandsTest {
    private static final String ANSWER = "{\"columns\":[{\"name\":\"region\",\"type\":\"VARCHAR\"},{\"name\":\"dau\","
            + "\"type\":\"BIGINT\"}],\"rows\":[[\"US\",12345],[\"B\\u001b[31m\",null]],\"truncated\":true}";
    private static final String DAU = "{\"metric\":\"dau\",\"rows\":["
            + "{\"dt\":\"2026-11-20\",\"region\":\"US\",\"value\":1,\"status\":\"final\",\"low\":1},"
            + "{\"dt\":\"2026-11-21\",\"region\":\"US\",\"value\":8,\"status\":\"live\",\"low\":null}],"
            + "\"not_published\":[\"2026-11-22\"]}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void sqlIsSentAsItIsAndPrintedAsATable() throws IOException {
        try (FakeGateway system = FakeGateway.accepting().saying(Reply.of(200, ANSWER))) {
            assertThat(sql(system, "", "SELECT 'é'", "--key", "secret")).isZero();
            assertThat(system.requests()).singleElement().satisfies(request -> {
                assertThat(request.method() + " " + request.path()).isEqualTo("POST /v1/sql");
                assertThat(request.body()).isEqualTo("SELECT 'é'");
                assertThat(request.authorization()).isEqualTo("Bearer secret");
            });
        }
        assertThat(out.toString()).isEqualTo("region    dau\nUS      12345\nB?[31m      -\n");
        assertThat(err.toString()).contains("first 2 rows of more");
    }

    @Test
    void theQuestionComesFromAFileOrFromStdinToo(@TempDir Path directory) throws IOException {
        Path file = Files.writeString(directory.resolve("q.sql"), "SELECT 1");
        try (FakeGateway system = FakeGateway.accepting().saying(Reply.of(200, ANSWER), Reply.of(200, "a,b\n1,2\n"))) {
            assertThat(sql(system, "", "-f", file.toString(), "--json")).isZero();
            assertThat(sql(system, "SELECT 2", "--csv")).isZero();
            assertThat(system.requests()).extracting(FakeGateway.Request::body).containsExactly("SELECT 1", "SELECT 2");
            assertThat(sql(system, "", "SELECT 1", "-f", file.toString())).isEqualTo(2);
            assertThat(sql(system, "", "SELECT 1", "--csv", "--json")).isEqualTo(2);
        }
        assertThat(out.toString()).isEqualTo(ANSWER + System.lineSeparator() + "a,b\n1,2\n");
    }

    @Test
    void whatIsNotAnsweredSaysWhyAndWhatToDo() throws IOException {
        String problem = "{\"detail\":\"there is no view 'dau'\",\"code\":\"sql_refused\",\"position\":15}";
        try (FakeGateway system =
                FakeGateway.accepting().saying(Reply.of(400, problem), Reply.of(401, "{\"detail\":\"no\"}"))) {
            assertThat(sql(system, "", "SELECT * FROM dau")).isEqualTo(1);
            assertThat(sql(system, "", "SELECT 1")).isEqualTo(1);
        }
        assertThat(err.toString())
                .contains("Not answered: HTTP 400: there is no view 'dau' (at character 15)")
                .contains("Give a read token with --key");
    }

    @Test
    void aMetricIsATableWithALineOfBlocks() throws IOException {
        try (FakeGateway system = FakeGateway.accepting().saying(Reply.of(200, DAU))) {
            assertThat(run(
                            system,
                            new AskCommand(),
                            List.of("dau", "platform=tv", "--from", "2026-11-20", "--region", "*")))
                    .isZero();
            assertThat(system.requests().get(0).path())
                    .isEqualTo("/v1/metrics/dau?from=2026-11-20&region=*&platform=tv");
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "dt          region  value  status  low",
                        "2026-11-20  US          1  final     1",
                        "2026-11-21  US          8  live      -",
                        "",
                        "value of US  \u2581\u2588");
        assertThat(err.toString()).contains("Not counted yet: 2026-11-22");
    }

    @Test
    void hoursAreATimeAndStepsAreSeriesOfTheirOwn() throws IOException {
        String hours = "{\"rows\":[{\"dt\":\"2026-11-20\",\"hour\":0,\"so_far\":2,\"rate\":2.1E-4},"
                + "{\"dt\":\"2026-11-20\",\"hour\":1,\"so_far\":9,\"rate\":0.5}]}";
        String steps = "{\"rows\":[{\"dt\":\"2026-11-20\",\"step\":1,\"profiles\":9},"
                + "{\"dt\":\"2026-11-20\",\"step\":2,\"profiles\":1},"
                + "{\"dt\":\"2026-11-21\",\"step\":1,\"profiles\":10},"
                + "{\"dt\":\"2026-11-21\",\"step\":2,\"profiles\":2}]}";
        try (FakeGateway system = FakeGateway.accepting().saying(Reply.of(200, hours), Reply.of(200, steps))) {
            assertThat(run(system, new AskCommand(), List.of("hourly"))).isZero();
            assertThat(run(system, new AskCommand(), List.of("funnel"))).isZero();
        }
        assertThat(out.toString())
                .contains("2026-11-20     0       2  0.00021", "so_far  \u2581\u2588")
                .contains("profiles of step 1  \u2581\u2588", "profiles of step 2  \u2581\u2588");
    }

    @Test
    void theLowestIsLowestAndWhatNeverChangesIsFlat() {
        assertThat(Sparkline.of(List.of(0.0, 5.0, 10.0))).isEqualTo("\u2581\u2585\u2588");
        assertThat(Sparkline.of(List.of(3.0, 3.0))).isEqualTo("\u2581\u2581");
    }

    private int sql(FakeGateway system, String stdin, String... arguments) {
        return run(
                system,
                new SqlCommand(new ByteArrayInputStream(stdin.getBytes(StandardCharsets.UTF_8))),
                List.of(arguments));
    }

    private int run(FakeGateway system, Object command, List<String> arguments) {
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(Stream.concat(arguments.stream(), Stream.of("--url", system.url()))
                        .toArray(String[]::new));
    }
}
