package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.event.Reason;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lakehouse.Servers;
import io.rollcall.log.AppEventsLog;
import io.rollcall.log.AppEventsReader;
import io.rollcall.log.LogClients;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.log.testkit.LogTopics;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** Counting what was rejected, on a real topic: by the service, and by runs of their own into lakes of their own. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RejectedRunTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Instant RECEIVED = Instant.parse("2026-11-20T23:59:59.999Z");
    private static final CommitRule AT_ONCE = new CommitRule(Duration.ZERO, Duration.ZERO, 1);
    private static final CommitRule WHEN_ASKED = new CommitRule(Duration.ofDays(1), Duration.ofDays(1), 1_000_000);

    @Inject
    Lake served;

    @Inject
    Archiver archiver;

    private final LogClients clients = LogTopics.clients(Servers.bootstrapServers());
    private final EventLog log = new EventLog(Servers.bootstrapServers());
    private final MeterRegistry registry = new SimpleMeterRegistry();
    private final ArchiveMetrics metrics = new ArchiveMetrics(registry);

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    @Order(1)
    void theServiceCountsWhatIsOnTheTopicByDayReasonPlatformAndVersion() {
        log.refuse(0, Reason.MISSING_FIELD, "{\"platform\":\"tv\",\"app_version\":\"2.0\"}", RECEIVED);
        log.refuse(1, Reason.MISSING_FIELD, "{\"app_version\":\"2.0\",\"platform\":\"tv\",\"x\":1}", RECEIVED);
        log.refuse(0, Reason.MALFORMED_JSON, "{\"platform\":\"toaster", RECEIVED.plusMillis(1));
        log.refuse(0, Reason.INVALID_FIELD, "{\"app_version\":\"" + "9".repeat(65) + "\"}", RECEIVED);
        log.markReplayed(0, 0, RECEIVED.plusMillis(2));
        log.flush();

        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return sum(served) == 4;
        });
        assertThat(rows(served))
                .containsExactly(
                        "2026-11-20|invalid_field|null|null|1",
                        "2026-11-20|missing_field|tv|2.0|2",
                        "2026-11-21|malformed_json|null|null|1");
    }

    @Test
    @Order(2)
    void whatARunHadInHandWhenItEndedIsCountedByTheNextAndNothingTwice(@TempDir Path directory) {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            try (Counting killed = new Counting(lake, WHEN_ASKED)) {
                killed.run.turn(false);
            }
            assertThat(sum(lake)).as("read, and not committed").isZero();
            try (Counting next = new Counting(lake, AT_ONCE)) {
                await().atMost(PATIENCE).until(() -> next.run.turn(false) && sum(lake) == 4);
            }
            log.refuse(2, Reason.UNKNOWN_REGION, "{}", RECEIVED);
            log.flush();
            try (Counting last = new Counting(lake, AT_ONCE)) {
                await().atMost(PATIENCE).until(() -> last.run.turn(false) && sum(lake) == 5);
            }
        }
    }

    @Test
    @Order(3)
    void ofTwoThatCountTheSameOneIsOvertaken(@TempDir Path directory) {
        try (Lake lake = Lake.open(LakeSettings.in(directory));
                Counting slow = new Counting(lake, WHEN_ASKED);
                Counting quick = new Counting(lake, AT_ONCE)) {
            await().atMost(PATIENCE).until(() -> quick.run.turn(false) && sum(lake) == 5);
            await().atMost(PATIENCE).until(() -> !slow.run.turn(true));
            assertThat(sum(lake)).isEqualTo(5);
            assertThat(registry.counter("rollcall.archive.overtaken").count()).isEqualTo(1);
        }
    }

    /** Of what clients make up, only so much is told apart: all of it is counted. */
    @Test
    @Order(4)
    void ofManyVersionsTheRestGoesTogether(@TempDir Path directory) {
        int versions = RejectedRun.MOST_KINDS + 500;
        for (int i = 0; i < versions; i++) {
            log.refuse(3, Reason.INVALID_FIELD, "{\"app_version\":\"v" + i + "\",\"platform\":\"web\"}", RECEIVED);
        }
        log.flush();
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            try (Counting counting = new Counting(lake, WHEN_ASKED)) {
                await().atMost(PATIENCE).until(() -> {
                    counting.run.turn(false);
                    return counting.run.turn(true) && sum(lake) >= versions + 5;
                });
            }
            assertThat(sum(lake)).isEqualTo(versions + 5);
        }
    }

    /** It is bounded in bytes: the oldest may go before they were counted. */
    @Test
    @Order(5)
    void whatTheTopicHasForgottenIsCountedAsLostAndHoldsUpNothing(@TempDir Path directory)
            throws ExecutionException, InterruptedException {
        try (Lake lake = Lake.open(LakeSettings.in(directory))) {
            try (Counting first = new Counting(lake, AT_ONCE)) {
                await().atMost(PATIENCE).until(() -> first.run.turn(false) && sum(lake) > 5);
            }
            log.refuse(2, Reason.UNKNOWN_REGION, "{}", RECEIVED);
            log.refuse(2, Reason.UNKNOWN_REGION, "{\"platform\":\"console\"}", RECEIVED);
            log.flush();
            try (Admin admin = Admin.create(Map.of("bootstrap.servers", Servers.bootstrapServers()))) {
                admin.deleteRecords(
                                Map.of(new TopicPartition("app-events-rejected", 2), RecordsToDelete.beforeOffset(2)))
                        .all()
                        .get();
            }
            try (Counting next = new Counting(lake, AT_ONCE)) {
                await().atMost(PATIENCE)
                        .until(() ->
                                next.run.turn(false) && rows(lake).stream().anyMatch(row -> row.contains("console")));
            }
            assertThat(registry.counter("rollcall.archive.rejected.lost").count())
                    .isEqualTo(1);
        }
    }

    /** A run with what it reads from. */
    private final class Counting implements AutoCloseable {
        private final AppEventsLog topic = AppEventsLog.ofRejected(clients);
        private final AppEventsReader records = AppEventsReader.openRejected(clients);
        private final RejectedRun run;

        Counting(Lake lake, CommitRule rule) {
            run = new RejectedRun(topic, records, lake.rejectedCounts(), rule, metrics, InstantSource.system());
            run.begin();
        }

        @Override
        public void close() {
            records.close();
            topic.close();
        }
    }

    private static long sum(Lake lake) {
        try (TableSession session = lake.session().open(LakeTable.REJECTED_COUNT)) {
            return session.query(
                            "SELECT CAST(COALESCE(SUM(events), 0) AS BIGINT) AS events FROM bronze.rejected_count",
                            row -> row.number("events"))
                    .get(0);
        }
    }

    private static List<String> rows(Lake lake) {
        try (TableSession session = lake.session().open(LakeTable.REJECTED_COUNT)) {
            return session.query(
                    "SELECT concat_ws('|', dt, reason, COALESCE(platform, 'null'), COALESCE(app_version, 'null'),"
                            + " SUM(events)) AS line FROM bronze.rejected_count"
                            + " GROUP BY dt, reason, platform, app_version ORDER BY ALL",
                    row -> row.text("line"));
        }
    }
}
