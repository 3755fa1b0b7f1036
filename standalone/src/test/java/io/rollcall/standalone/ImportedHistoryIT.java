package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.event.testkit.Today;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody does first who comes from elsewhere: a new directory, forty days imported and an event of 1969, and a reconciliation. */
class ImportedHistoryIT {
    private static final Duration WHOLE_TEST = Duration.ofMinutes(3);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int DAYS = 40;
    private static final int DAILY = 20;

    /** Profiles of a day who were not there the day after. */
    private static final int LEAVING = 7;

    /** A day of which the log's clock says less than nothing. */
    private static final LocalDate LONG_AGO = LocalDate.parse("1969-12-31");

    private static final int WAU = DAILY + 6 * LEAVING;
    private static final int MAU = DAILY + 29 * LEAVING;

    /** Accounts that start and cancel, and others that cancel and start: more of each than go into a batch. */
    private static final int GOING = 500;

    private static final int COMING = 600;
    private static final int PRICE = 999;

    /** More than there are profiles in the history. */
    private static final int MANY = 10_000;

    @TempDir
    Path directory;

    private final ObjectMapper json = new ObjectMapper();
    private final LocalDate today = Today.lasting(WHOLE_TEST);

    @Test
    void windowsHoldTheTruthBeforeAndAfterTheReconciliationAndSoDoesTheReport() throws Exception {
        try (RunningRollcall running = RunningRollcall.up(directory.resolve("data"))) {
            importFile(running, "history.ndjson", history());
            importFile(running, "subscriptions.ndjson", subscriptions());
            await().atMost(PATIENCE).untilAsserted(() -> assertHeld(running));

            assertThat(Rollcall.execute("reconcile", "--url", running.url())).isZero();

            assertHeld(running);
            assertSubscribed(running);
            await().atMost(PATIENCE)
                    .untilAsserted(
                            () -> assertThat(row(running, "mau").path("value").asLong())
                                    .isBetween(MAU - 1L, MAU + 1L));
            assertHeld(running);
            await().atMost(PATIENCE).untilAsserted(() -> assertEveryDayIsWorkedOut(running));
            List<JsonNode> windows = new ArrayList<>();
            json.readTree(running.get("/v1/reconciliations?from=" + today.minusDays(DAYS) + "&to=" + today)
                            .body())
                    .path("rows")
                    .forEach(row -> {
                        if (List.of("wau", "mau28", "mau")
                                .contains(row.path("measure").asText())) {
                            windows.add(row);
                        }
                    });
            assertThat(windows)
                    .as("windows, over days that nobody knew live")
                    .isNotEmpty()
                    .allSatisfy(row -> {
                        assertThat(row.path("exact").asDouble()).isPositive();
                        assertThat(List.of("live", "difference", "late", "unexplained", "within_bound"))
                                .allSatisfy(
                                        column -> assertThat(row.path(column).isNull())
                                                .as("%s of %s", column, row)
                                                .isTrue());
                    });
        }
    }

    /** Of the same second: what their order is, only the file says. */
    private void assertSubscribed(RunningRollcall running) throws Exception {
        List<JsonNode> rows =
                running.rows("revenue?region=PT&from=" + beforeTheWindows() + "&to=" + beforeTheWindows());
        assertThat(rows).singleElement().satisfies(row -> {
            assertThat(row.path("subscribers").asInt()).isEqualTo(COMING);
            assertThat(row.path("mrr_minor").asInt()).isEqualTo(COMING * PRICE);
        });
    }

    private void importFile(RunningRollcall running, String name, List<String> lines) throws IOException {
        Path file = Files.write(directory.resolve(name), lines);
        assertThat(Rollcall.execute("import", file.toString(), "--backfill", "--url", running.url()))
                .isZero();
    }

    private void assertHeld(RunningRollcall running) throws Exception {
        assertHolds(row(running, "wau"), WAU);
        assertHolds(row(running, "mau"), MAU);
        assertHolds(row(running, "stickiness"), (double) DAILY / MAU);
        assertThat(row(running, "stickiness").path("days").asInt()).isEqualTo(30);
    }

    /** The event of 1969 counts on its day, and keeps no other day from being counted. */
    private void assertEveryDayIsWorkedOut(RunningRollcall running) throws Exception {
        JsonNode longAgo = row(running, "lifecycle", LONG_AGO);
        assertThat(longAgo.path("new").asInt()).isEqualTo(1);
        assertThat(longAgo.path("active").asInt()).isEqualTo(1);
        assertThat(row(running, "mau", LONG_AGO).path("value").asInt()).isEqualTo(1);
        assertThat(row(running, "sessions", LONG_AGO).path("sessions").asInt()).isEqualTo(1);
        for (int ago = 1; ago < DAYS; ago++) {
            JsonNode row = row(running, "lifecycle?region=NZ", today.minusDays(ago));
            assertThat(row.path("active").asInt()).as(row.toString()).isEqualTo(DAILY);
            assertThat(row.path("status").asText()).as(row.toString()).isIn("provisional", "final");
        }
        assertThat(row(running, "lifecycle?region=NZ", today.minusDays(DAYS - 1L))
                        .path("resurrecting")
                        .asInt())
                .as("who came in 1969 has come back")
                .isEqualTo(1);
        List<String> metrics = running.get("/q/metrics").body().lines().toList();
        assertThat(metrics)
                .filteredOn(line -> line.startsWith("rollcall_reconciliation_last_success_timestamp_seconds"))
                .hasSize(1)
                .noneMatch(line -> line.endsWith(" 0.0"));
        assertThat(metrics)
                .as("nothing has failed")
                .filteredOn(line -> line.startsWith("rollcall_reconciliation_failed_parts_total"))
                .allMatch(line -> line.endsWith(" 0.0"));
    }

    private static void assertHolds(JsonNode row, double truth) {
        assertThat(row.path("low").asDouble()).as(row.toString()).isLessThanOrEqualTo(truth);
        assertThat(row.path("high").asDouble()).as(row.toString()).isGreaterThanOrEqualTo(truth);
    }

    private JsonNode row(RunningRollcall running, String metric) throws Exception {
        return row(running, metric, today);
    }

    private static JsonNode row(RunningRollcall running, String metric, LocalDate dt) throws Exception {
        String region = metric.contains("?") ? "" : "?group_by=none";
        List<JsonNode> rows = running.rows(metric + region + "&from=" + dt + "&to=" + dt);
        assertThat(rows).as(metric).hasSize(1);
        return rows.get(0);
    }

    private List<String> history() {
        List<String> lines = new ArrayList<>();
        lines.add(RunningRollcall.play(1 + (long) LEAVING * (DAYS - 1), LONG_AGO));
        for (int ago = DAYS - 1; ago >= 0; ago--) {
            for (long profile = 1 + (long) LEAVING * ago; profile <= DAILY + (long) LEAVING * ago; profile++) {
                lines.add(RunningRollcall.play(profile, today.minusDays(ago)));
            }
        }
        return lines;
    }

    private LocalDate beforeTheWindows() {
        return today.minusDays(DAYS - 5L);
    }

    private List<String> subscriptions() {
        return Stream.of(
                        changes("start", 1, GOING),
                        changes("cancel", 1, GOING),
                        changes("cancel", GOING + 1, GOING + COMING),
                        changes("start", GOING + 1, GOING + COMING))
                .flatMap(lines -> lines)
                .toList();
    }

    private Stream<String> changes(String kind, int first, int last) {
        return IntStream.rangeClosed(first, last).mapToObj(account ->
                """
                {"profile_id": %d, "account_id": %d, "event_name": "subscription_change", \
                "event_time": "%sT10:00:00Z", "region": "PT", "event_id": "%s-%d", \
                "properties": {"kind": "%s", "price": %d, "currency": "USD"}}""".formatted(MANY + account, MANY + account, beforeTheWindows(), kind, account, kind, PRICE));
    }
}
