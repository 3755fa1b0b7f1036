package io.rollcall.standalone.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.standalone.RealServers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The import against the real gateway; each test has a region of its own, in which it looks for its events. */
@QuarkusTest
@QuarkusTestResource(RealServers.class)
class ImportTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @TempDir
    Path directory;

    @TestHTTPResource
    @Nullable
    URL url;

    private final StringWriter out = new StringWriter();
    private final HttpClient http = HttpClient.newHttpClient();
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);

    @Test
    void everyLineOfAFileIsAcceptedAndCounted() throws IOException {
        Path file = write("plain.ndjson", events("NO", 1, 1_700));
        assertThat(run(file.toString())).isZero();
        assertThat(out.toString()).contains("1,700 accepted, 0 rejected");
        awaitFigure("dau", "value", "NO", 1_700);
    }

    @Test
    void aGzipFileAndStandardInputAreReadToo() throws IOException {
        Path packed = directory.resolve("packed.gz");
        try (OutputStream gzip = new GZIPOutputStream(Files.newOutputStream(packed))) {
            gzip.write(events("FI", 1, 600).getBytes(UTF_8));
        }
        assertThat(run(packed.toString())).isZero();
        InputStream keyboard = System.in;
        try {
            System.setIn(new ByteArrayInputStream(events("FI", 601, 1_100).getBytes(UTF_8)));
            assertThat(run("-")).isZero();
        } finally {
            System.setIn(keyboard);
        }
        awaitFigure("dau", "value", "FI", 1_100);
    }

    @Test
    void rejectedLinesGoToAFileWithTheirNumbersAndReasons() throws IOException {
        Path file = write(
                "mixed.ndjson",
                events("DK", 1, 1)
                        + "{broken\n"
                        + "\n"
                        + events("XX", 2, 2)
                        + "{\"profile_id\":-3,\"event_name\":\"play\",\"event_time\":1,\"region\":\"DK\"}\n"
                        + events("DK", 4, 4));
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("2 accepted, 3 rejected").contains("mixed.ndjson.rejected.ndjson");
        List<JsonNode> rejected = rejected(file);
        assertThat(rejected)
                .extracting(line -> line.path("line_number").asInt())
                .containsExactlyInAnyOrder(2, 4, 5);
        assertThat(rejected)
                .extracting(line -> line.path("reason").asText())
                .containsExactlyInAnyOrder("malformed_json", "unknown_region", "invalid_field");
        assertThat(rejected).extracting(line -> line.path("line").asText()).contains("{broken");
        awaitFigure("dau", "value", "DK", 2);
    }

    @Test
    void eventsWithoutIdsCountOnceWhenTheFileIsImportedTwice() throws IOException {
        Path file = write("twice.ndjson", events("IS", 1, 1_200));
        assertThat(run(file.toString())).isZero();
        assertThat(run(file.toString())).isZero();
        Path after = write("after.ndjson", events("IS", 1_201, 1_201));
        assertThat(run(after.toString())).isZero();
        awaitFigure("dau", "value", "IS", 1_201);
        awaitFigure("engagement", "events", "IS", 1_201);
    }

    /** One line more, one line corrected: all others are the same events. */
    @Test
    void aFileThatHasGrownCountsItsNewLinesOnly() throws IOException {
        String three = events("AR", 1, 3);
        assertThat(run(write("growing.ndjson", three).toString())).isZero();
        Path grown =
                write("growing.ndjson", three.replace("\"profile_id\":2,", "\"profile_id\":20,") + events("AR", 4, 4));
        assertThat(run(grown.toString())).isZero();
        awaitFigure("dau", "value", "AR", 5);
        awaitFigure("engagement", "events", "AR", 5);
    }

    @Test
    void timesInSecondsAreRefusedWithTheWayOut() throws IOException {
        long seconds = today.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
        Path file = write(
                "seconds.ndjson",
                "{\"profile_id\":1,\"event_name\":\"play\",\"event_time\":" + seconds + ",\"region\":\"US\"}\n");
        assertThat(run(file.toString(), "--backfill")).isEqualTo(1);
        assertThat(out.toString()).contains("send milliseconds").contains("jq -c '.event_time *= 1000'");
    }

    @Test
    void oldEventsNeedBackfill() throws IOException {
        Path file = write(
                "old.ndjson",
                "{\"profile_id\":1,\"event_name\":\"play\",\"event_time\":\"1995-08-01T06:00:00Z\",\"region\":\"US\"}\n");
        assertThat(run(file.toString())).isEqualTo(1);
        assertThat(rejected(file).get(0).path("reason").asText()).isEqualTo("event_too_old");
        assertThat(run(file.toString(), "--backfill")).isZero();
    }

    private int run(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of("--url", String.valueOf(url)));
        return new CommandLine(new ImportCommand()).setOut(new PrintWriter(out)).execute(all.toArray(String[]::new));
    }

    private String events(String region, long firstProfile, long lastProfile) {
        return LongStream.rangeClosed(firstProfile, lastProfile)
                .mapToObj(profile -> "{\"profile_id\":" + profile + ",\"event_name\":\"browse\",\"event_time\":\""
                        + today + "T00:00:00Z\",\"region\":\"" + region + "\"}\n")
                .collect(Collectors.joining());
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private static List<JsonNode> rejected(Path file) throws IOException {
        List<JsonNode> lines = new ArrayList<>();
        for (String line : Files.readAllLines(Path.of(file + ".rejected.ndjson"))) {
            lines.add(new ObjectMapper().readTree(line));
        }
        return lines;
    }

    private void awaitFigure(String metric, String measure, String region, long expected) {
        URI question = URI.create(
                String.valueOf(url) + "v1/metrics/" + metric + "?from=" + today + "&to=" + today + "&region=" + region);
        await().atMost(PATIENCE).untilAsserted(() -> {
            String answer = http.send(HttpRequest.newBuilder(question).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
            JsonNode row = new ObjectMapper().readTree(answer).path("rows").path(0);
            assertThat(row.path(measure).asLong(-1)).as(answer).isEqualTo(expected);
        });
    }
}
