package io.rollcall.standalone;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.testkit.Today;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real day of traffic through the front door, once moved to yesterday and once as the history it is; the answers must be the
 * ones that were computed apart from Rollcall. The directory of the two files is given by the system property {@code rollcall.real.dir}.
 */
class RealDayIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(3);
    private static final String EVENTS = "nasa-http-1995-08-01.ndjson.gz";
    private static final String EXPECTED = "nasa-http-1995-08-01.expected.csv";
    private static final LocalDate REAL_DAY = LocalDate.of(1995, 8, 1);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path directory;

    @Test
    void everyFigureOfTheRealDayIsExact() throws Exception {
        Path real = realDirectory();
        List<Figures> expected = expected(real.resolve(EXPECTED));
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"))) {
            LocalDate yesterday = Today.lasting(WHOLE_TEST).minusDays(1);
            Set<Long> profiles = new HashSet<>();
            Path moved = moved(real.resolve(EVENTS), yesterday, profiles);
            List<Figures> there = on(yesterday, expected, profiles);
            assertThat(Rollcall.execute("import", moved.toString(), "--url", running.url()))
                    .isZero();
            await().atMost(PATIENCE).untilAsserted(() -> {
                assertThat(figures(running, yesterday, "live")).containsExactlyInAnyOrderElementsOf(there);
            });
        }
    }

    @Test
    void theRealDayIsBackfilledAndReconciledToItsExactFigures() throws Exception {
        Path real = realDirectory();
        List<Figures> expected = expected(real.resolve(EXPECTED));
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"))) {
            Set<Long> profiles = new HashSet<>();
            moved(real.resolve(EVENTS), REAL_DAY, profiles);
            Path events = Files.copy(real.resolve(EVENTS), directory.resolve(EVENTS));
            assertThat(Rollcall.execute("import", events.toString(), "--backfill", "--url", running.url()))
                    .isZero();
            assertThat(figures(running, REAL_DAY, "live"))
                    .as("old events do not go to the live counters")
                    .isEmpty();
            assertThat(Rollcall.execute("reconcile", "--url", running.url())).isZero();
            assertThat(figures(running, REAL_DAY, "final"))
                    .containsExactlyInAnyOrderElementsOf(on(REAL_DAY, expected, profiles));
            new FirstDayInvariants(running, REAL_DAY).require();
            assertThat(Rollcall.execute("reconcile", "--dt", REAL_DAY.toString(), "--url", running.url()))
                    .as("once more, when nothing was touched")
                    .isZero();
            assertThat(figures(running, REAL_DAY, "final"))
                    .containsExactlyInAnyOrderElementsOf(on(REAL_DAY, expected, profiles));
        }
    }

    private static Path realDirectory() {
        Path real = Path.of(System.getProperty("rollcall.real.dir", ""))
                .toAbsolutePath()
                .normalize();
        for (String file : List.of(EVENTS, EXPECTED)) {
            if (!Files.isReadable(real.resolve(file))) {
                skip("there is no " + file + " in " + real + "; name its directory with -Drollcall.real.dir=DIRECTORY");
            }
        }
        return real;
    }

    /** Also on the console: the report of a build counts skipped tests, but does not say why. */
    private static void skip(String why) {
        System.out.println("The real day is NOT tested: " + why);
        abort(why);
    }

    /** One row of the expected file. */
    private record Figures(
            String dt, String region, long dau, long events, long plays, long searches, long watchTimeSec) {
        Figures on(LocalDate other) {
            return new Figures(other.toString(), region, dau, events, plays, searches, watchTimeSec);
        }
    }

    private static List<Figures> expected(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        assertThat(lines.get(0)).isEqualTo("dt,region,dau,events,play_events,search_events,total_watch_time_sec");
        return lines.stream().skip(1).map(line -> figures(line.split(",", -1))).toList();
    }

    /** The rows as they are on another day, and the row {@code *}: events add up over the regions; people do not. */
    private static List<Figures> on(LocalDate day, List<Figures> regions, Set<Long> profiles) {
        List<Figures> rows = regions.stream().map(row -> row.on(day)).collect(Collectors.toCollection(ArrayList::new));
        rows.add(new Figures(
                day.toString(),
                "*",
                profiles.size(),
                sum(regions, Figures::events),
                sum(regions, Figures::plays),
                sum(regions, Figures::searches),
                sum(regions, Figures::watchTimeSec)));
        return rows;
    }

    private static long sum(List<Figures> regions, ToLongFunction<Figures> measure) {
        return regions.stream().mapToLong(measure).sum();
    }

    private static Figures figures(String[] columns) {
        return new Figures(
                columns[0],
                columns[1],
                Long.parseLong(columns[2]),
                Long.parseLong(columns[3]),
                Long.parseLong(columns[4]),
                Long.parseLong(columns[5]),
                Long.parseLong(columns[6]));
    }

    /** The events as they would be on another day; collects who is in them. */
    private Path moved(Path events, LocalDate day, Set<Long> profiles) throws IOException {
        long days = ChronoUnit.DAYS.between(REAL_DAY, day);
        ObjectMapper json = new ObjectMapper();
        Path moved = directory.resolve("moved.ndjson");
        try (BufferedReader reader = new BufferedReader(
                        new InputStreamReader(new GZIPInputStream(Files.newInputStream(events)), UTF_8));
                BufferedWriter writer = Files.newBufferedWriter(moved)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                ObjectNode event = (ObjectNode) json.readTree(line);
                profiles.add(event.path("profile_id").asLong());
                OffsetDateTime time =
                        OffsetDateTime.parse(event.path("event_time").asText());
                writer.write(
                        event.put("event_time", time.plusDays(days).toString()).toString());
                writer.newLine();
            }
        }
        return moved;
    }

    /** What both metrics say about the day, every region and all of them; every row must be exact. */
    private static List<Figures> figures(RunningRollcall running, LocalDate day, String status) throws Exception {
        List<JsonNode> engagement = rows(running, "engagement", day, status);
        List<JsonNode> dau = rows(running, "dau", day, status);
        assertThat(dau)
                .extracting(RealDayIT::key)
                .isEqualTo(engagement.stream().map(RealDayIT::key).toList());
        return IntStream.range(0, dau.size())
                .mapToObj(row -> figures(dau.get(row), engagement.get(row)))
                .toList();
    }

    private static List<JsonNode> rows(RunningRollcall running, String metric, LocalDate day, String status)
            throws Exception {
        String question = metric + "?from=" + day + "&to=" + day;
        List<JsonNode> rows = running.rows(question);
        rows.addAll(running.rows(question + "&group_by=none"));
        assertThat(rows).allSatisfy(row -> {
            assertThat(row.path("status").asText()).isEqualTo(status);
            assertThat(row.path("method").asText()).isEqualTo("exact");
        });
        return rows;
    }

    private static String key(JsonNode row) {
        return row.path("dt").asText() + ' ' + row.path("region").asText();
    }

    private static Figures figures(JsonNode dau, JsonNode engagement) {
        assertThat(engagement.path("active_profiles")).isEqualTo(dau.path("value"));
        return new Figures(
                dau.path("dt").asText(),
                dau.path("region").asText(),
                dau.path("value").asLong(-1),
                engagement.path("events").asLong(-1),
                engagement.path("play_events").asLong(-1),
                engagement.path("search_events").asLong(-1),
                engagement.path("total_watch_time_sec").asLong(-1));
    }
}
