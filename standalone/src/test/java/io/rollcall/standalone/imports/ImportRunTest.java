package io.rollcall.standalone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.Pace;
import io.rollcall.standalone.client.RetryPolicy;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImportRunTest {
    private static final int PLACES = 1 << 12;
    private static final int REMEMBERED = PLACES / 4 * 3;

    @TempDir
    Path directory;

    /** Lines that could not be told apart would get ids that another run would not give them, and count twice. */
    @Test
    void aFileOfMoreLinesThanCanBeToldApartStopsThereSaysSoAndHasSentNoneTwice() throws Exception {
        String file = IntStream.range(0, REMEMBERED + 10)
                .mapToObj(line ->
                        "{\"profile_id\":" + line / 10 + ",\"event_name\":\"play\",\"event_time\":" + line + "}\n")
                .collect(Collectors.joining());
        try (FakeGateway gateway = FakeGateway.accepting()) {
            ImportResult result = run(gateway, file);
            assertThat(result.failure())
                    .startsWith("line " + (REMEMBERED + 1) + ":")
                    .contains("import the file in parts");
            assertThat(result.exitCode()).isEqualTo(ImportResult.NOT_DONE);
            List<String> sent = gateway.requests().stream()
                    .flatMap(request -> request.body().lines())
                    .toList();
            assertThat(sent)
                    .doesNotHaveDuplicates()
                    .hasSizeLessThanOrEqualTo(REMEMBERED)
                    .allMatch(line -> line.startsWith("{\"event_id\":\""));
        }
    }

    private ImportResult run(FakeGateway gateway, String file) throws Exception {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (RejectedLines rejected = new RejectedLines(directory.resolve("rejected.ndjson"));
                ImportProgress progress = ImportProgress.inLog(nowhere, file.length())) {
            return new ImportRun(
                            new LineReader(new ByteArrayInputStream(file.getBytes(StandardCharsets.UTF_8))),
                            new OwnIds(new Occurrences(PLACES)),
                            new Sender(EventsClient.of(gateway.url()), RetryPolicy.PATIENT, progress::waiting),
                            rejected,
                            Pace.of(0, System.nanoTime()),
                            progress)
                    .run();
        }
    }
}
