package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.lake.Lake;
import io.rollcall.lakehouse.LiveFeed;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.live.LiveCounters;
import io.rollcall.log.testkit.EventLog;
import jakarta.inject.Inject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * Duplicates, late events and a fault are planted, and each is found in its column: a real log, real live counters, and the
 * service as it runs.
 */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class LiveReportTest {
    private static final long FIRST = 7_000_001;
    private static final long SECOND = 7_000_002;
    private static final String REGION = "TV";
    private static final long FAULT = 5;

    @Inject
    Lake lake;

    @Inject
    Reconciler reconciler;

    /** The last day on which what comes now is late, and which the live counters still know. */
    private final LocalDate dt = LocalDate.now(ZoneOffset.UTC).minusDays(3);

    @Test
    void whatWasPlantedIsFoundInItsColumn() throws IOException {
        Instant ten = dt.atTime(10, 0).toInstant(ZoneOffset.UTC);
        try (EventLog log = new EventLog(Servers.bootstrapServers())) {
            log.append(FIRST, REGION, "play", "a", ten, ten);
            log.append(FIRST, REGION, "play", "a", ten, ten.plus(Duration.ofMinutes(9))); // recognised live
            log.append(FIRST, REGION, "play", "a", ten, ten.plus(Duration.ofMinutes(40))); // counted twice live
            log.append(SECOND, REGION, "play", "b", ten, Instant.now()); // too late for the live counters
            log.flush();
        }
        try (LiveCounters others = new LiveCounters()) {
            others.wipe();
        }
        try (LiveFeed feed = new LiveFeed()) {
            feed.count();
        }
        addByHand("{s00}:day:" + dt, REGION + ":events", FAULT);
        reconciler.reconcile(new Selection.Range(dt, dt));

        assertThat(found("events")).containsExactly("7.0 2.0 -5.0 | -1.0 1.0 0.0 -5.0 false");
        assertThat(found("play_events")).containsExactly("2.0 2.0 0.0 | -1.0 1.0 0.0 0.0 true");
        assertThat(found("total_watch_time_sec")).containsExactly("120.0 120.0 0.0 | -60.0 60.0 0.0 0.0 true");
        assertThat(found("dau")).containsExactly("1.0 2.0 1.0 | 0.0 1.0 0.0 0.0 true");
        assertThat(found("mau")).containsExactly("1.0 2.0 1.0 | 0.0 1.0 0.0 0.0 true");
        assertThat(lake.published().report(dt, dt).stream()
                        .filter(row -> row.unexplained() == null || Math.abs(row.unexplained()) > 0))
                .as("what is unexplained, or has no live figure")
                .hasSize(1);
        assertThat(RestAssured.get("/q/metrics").asString())
                .contains("rollcall_reconciliation_unexplained 5.0")
                .containsPattern("rollcall_reconciliation_relative_error\\{.*measure=\"dau\".*} ")
                .contains("rollcall_reconciliation_interval_coverage 1.0");
    }

    private List<String> found(String measure) {
        return lake.published().report(dt, dt).stream()
                .filter(row -> row.region().equals(REGION) && row.measure().equals(measure))
                .map(row -> row.live() + " " + row.exact() + " " + row.difference() + " | " + row.duplicates() + " "
                        + row.late() + " " + row.sketch() + " " + row.unexplained() + " " + row.withinBound())
                .toList();
    }

    private static void addByHand(String key, String field, long amount) throws IOException {
        try (Socket socket = new Socket(
                        InetAddress.getLoopbackAddress(), Servers.redis().port());
                BufferedReader reply =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream()
                    .write(("HINCRBY " + key + " " + field + " " + amount + "\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            assertThat(reply.readLine()).startsWith(":");
        }
    }
}
