package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.rollcall.lake.Lake;
import io.rollcall.lake.bronze.ArchivePosition;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lakehouse.Servers;
import io.rollcall.log.testkit.EventLog;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The service as it runs, in this process. Its tests share the log and the lake, so each uses profiles of its own. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class ArchiverTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final AtomicLong PROFILES = new AtomicLong(1_000);

    @Inject
    Lake lake;

    @Inject
    Archiver archiver;

    private final EventLog log = new EventLog(Servers.bootstrapServers());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void anEventIsInTheLakeOnceItIsAskedFor() {
        long profile = PROFILES.incrementAndGet();
        Instant at = Instant.parse("2026-11-20T23:59:59.999Z");
        log.append(profile, "FJ", "play", "e1", at, at.plusSeconds(3));
        log.flush();

        await().atMost(PATIENCE).until(() -> archived("profile_id = " + profile), rows -> !rows.isEmpty());
        assertThat(archived("profile_id = " + profile))
                .containsExactly("2026-11-20 FJ play e1 2026-11-20T23:59:59.999Z 2026-11-21T00:00:02.999Z 60");
    }

    @Test
    void anUnreadableRecordIsPassedAndCounted() {
        long profile = PROFILES.incrementAndGet();
        double before = metric("rollcall_archive_unreadable_total");
        Instant now = Instant.now();
        log.appendUnreadable(0, now);
        log.append(profile, "FJ", "play", "after it", now, now);
        log.flush();

        await().atMost(PATIENCE).until(() -> archived("profile_id = " + profile), rows -> !rows.isEmpty());
        await().atMost(PATIENCE).until(() -> metric("rollcall_archive_unreadable_total") == before + 1);
    }

    @Test
    void aQuietLogIsArchivedUpToNow() {
        Instant asked = Instant.now();
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            ArchivePosition position = lake.bronze().position();
            return position.asOfMillis() >= asked.toEpochMilli();
        });
    }

    @Test
    void healthAndLagAreShown() {
        await().atMost(PATIENCE).until(() -> RestAssured.get("/q/health/ready").statusCode() == 200);
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return metrics().contains("rollcall_archive_lag_seconds ") && metric("rollcall_archive_lag_seconds") == 0;
        });
    }

    private List<String> archived(String condition) {
        archiver.commitSoon();
        try (TableSession session = lake.session().open(LakeTable.APP_EVENT)) {
            return session.query(
                    "SELECT concat_ws(' ', dt, region, event_name, event_id,"
                            + " strftime(event_time AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ'),"
                            + " strftime(received_at AT TIME ZONE 'UTC', '%Y-%m-%dT%H:%M:%S.%gZ'), duration_sec) AS event"
                            + " FROM bronze.app_event WHERE " + condition,
                    row -> row.text("event"));
        }
    }

    private static String metrics() {
        return RestAssured.get("/q/metrics").asString();
    }

    private static double metric(String name) {
        return metrics()
                .lines()
                .filter(line -> line.startsWith(name))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
