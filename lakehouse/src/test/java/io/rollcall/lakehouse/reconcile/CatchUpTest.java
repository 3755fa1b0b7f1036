package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.rollcall.lake.Lake;
import io.rollcall.lake.day.DueDay;
import io.rollcall.lakehouse.Servers;
import io.rollcall.lakehouse.Settings;
import io.rollcall.lakehouse.archive.Archiver;
import io.rollcall.log.testkit.EventLog;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a start does about days that nobody has reconciled while the service was down. */
@QuarkusTest
@WithTestResource(value = Servers.class, scope = TestResourceScope.RESTRICTED_TO_CLASS)
class CatchUpTest {
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    @Inject
    Lake lake;

    @Inject
    Archiver archiver;

    @Inject
    Reconciler reconciler;

    @Inject
    CatchUpReconciliation catchUp;

    private final EventLog log = new EventLog(Servers.bootstrapServers());

    @AfterEach
    void close() {
        log.close();
    }

    @Test
    void daysThatWereLeftUndoneArePublishedSoonAfterTheStart() {
        LocalDate dt = LocalDate.parse("2025-06-01");
        leftUndone(dt, 8_100_001);
        catchUp.start(new StartupEvent());
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return lake.published().days(dt, dt).containsKey(dt);
        });
        await().atMost(PATIENCE).until(() -> reconciler.progress() instanceof ReconciliationProgress.Done);
    }

    @Test
    void whereNothingIsLeftNothingIsDone() {
        reconciler.reconcile(new Selection.Due());
        ReconciliationProgress before = reconciler.progress();
        catchUp.start(new StartupEvent());
        assertThat(catchingUp()).isEmpty();
        assertThat(reconciler.progress()).isSameAs(before);
    }

    @Test
    void switchedOffItLeavesThemToTheNight() {
        LocalDate dt = LocalDate.parse("2025-06-02");
        leftUndone(dt, 8_100_002);
        ReconcileConfig off = Settings.of(ReconcileConfig.class, Map.of("rollcall.reconcile.catch-up", "false"));
        new CatchUpReconciliation(lake, reconciler, off).start(new StartupEvent());
        assertThat(catchingUp()).isEmpty();
        assertThat(lake.published().days(dt, dt)).isEmpty();
    }

    /** Archived, and not reconciled. */
    private void leftUndone(LocalDate dt, long profile) {
        log.append(profile, "FJ", "login", "e", dt.atStartOfDay(ZoneOffset.UTC).toInstant(), Instant.now());
        log.flush();
        await().atMost(PATIENCE).until(() -> {
            archiver.commitSoon();
            return lake.beginRun(Instant.now()).touched().stream()
                    .map(DueDay::dt)
                    .anyMatch(dt::equals);
        });
    }

    private static List<Thread> catchingUp() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("catch-up"))
                .toList();
    }
}
