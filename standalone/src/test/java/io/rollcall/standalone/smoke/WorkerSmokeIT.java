package io.rollcall.standalone.smoke;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.standalone.faults.Deployment;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A rollup worker as a process of its own between a real Kafka, a real Redis, the real gateway and the real query-api, looked
 * at from outside in six steps. The build tries the jar; {@code -Drollcall.worker.command="COMMAND"} tries any other
 * worker, such as a native executable, with paths from the repository's root: deploy/native/README.md.
 */
class WorkerSmokeIT {
    private static final int BATCHES = 20;
    private static final int KILL_AFTER = 6;
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int SIGTERM_EXIT_CODE = 143;
    private static final Pattern STARTED = Pattern.compile("started in ([0-9.]+s)");

    private final WorkerCommand command = WorkerCommand.given();
    private final SmokeEvents events = SmokeEvents.now();

    @TempDir
    Path dir = Path.of("");

    @Test
    void aWorkerCountsExactlyDiesAndComesBackAndStopsWhenItIsTold() throws Exception {
        say("the worker is " + command);
        try (SmokeDeployment deployment = new SmokeDeployment(dir)) {
            try {
                tryAllSteps(deployment);
            } catch (Throwable failed) {
                say("what the processes said last:\n" + deployment.lastWords());
                throw failed;
            }
        }
    }

    private void tryAllSteps(SmokeDeployment deployment) throws Exception {
        SmokeDeployment.Worker first = itBecomesReady(deployment, "worker.log");
        whatIsSentIsCountedOnce(deployment);
        itsMetricsSayTheSame(first);
        recordsWithoutAStampAreSetAsideInEveryCompression(deployment, first);
        sendUntilItIsKilled(deployment, first);
        SmokeDeployment.Worker second = itComesBackAndIsExact(deployment);
        itStopsWhenItIsTold(second);
    }

    /** Step 1. */
    private SmokeDeployment.Worker itBecomesReady(SmokeDeployment deployment, String log) throws Exception {
        SmokeDeployment.Worker worker = deployment.start(command.inGroupOfItsOwn(), log);
        worker.awaitReading();
        Matcher started = STARTED.matcher(worker.said());
        assertThat(started.find()).as(worker.said()).isTrue();
        say("started in " + started.group(1) + ", resident " + worker.process().resident());
        return worker;
    }

    /** Step 2: one batch is sent twice, one profile travels, and one event is refused. */
    private void whatIsSentIsCountedOnce(SmokeDeployment deployment) throws Exception {
        deployment.awaitQueries();
        send(deployment, events.traveller(), 1);
        send(deployment, 1);
        send(deployment, 2);
        send(deployment, 2);
        assertThat(deployment.post(events.fromNowhere()).statusCode()).isEqualTo(400);
        awaitCounted(deployment, 2);
        say("the counters are exact");
    }

    /** Step 3. */
    private static void itsMetricsSayTheSame(SmokeDeployment.Worker worker) throws Exception {
        awaitMetric(worker, "rollcall_rollup_events_total", 2 * SmokeEvents.EVENTS + 1);
        awaitMetric(worker, "rollcall_rollup_duplicates_total", SmokeEvents.EVENTS);
        awaitMetric(worker, "rollcall_rollup_rewinds_total", 0);
        awaitMetric(worker, "rollcall_rollup_lag_records", 0);
        awaitMetric(worker, "rollcall_rollup_lag_seconds", 0);
        assertThat(worker.metrics().lines())
                .as("the lag in seconds has a label for the partition")
                .anyMatch(line -> line.startsWith("rollcall_rollup_lag_seconds{") && line.contains("partition=\"0\""));
        say("the worker's metrics say so too");
    }

    /** Step 4. */
    private static void recordsWithoutAStampAreSetAsideInEveryCompression(
            SmokeDeployment deployment, SmokeDeployment.Worker worker) throws Exception {
        StrayRecords stray = new StrayRecords(deployment.bootstrapServers());
        stray.send();
        stray.awaitSetAside(Deployment.PATIENCE);
        awaitMetric(worker, "rollcall_rollup_unreadable_total", StrayRecords.COMPRESSIONS.size());
        say("records without a stamp were set aside: " + StrayRecords.COMPRESSIONS);
    }

    /** Step 5, its first half: SIGKILL in the middle of the work, and nobody there for the rest of it. */
    private void sendUntilItIsKilled(SmokeDeployment deployment, SmokeDeployment.Worker worker) throws Exception {
        for (int batch = 3; batch <= KILL_AFTER; batch++) {
            send(deployment, batch);
        }
        worker.process().kill();
        for (int batch = KILL_AFTER + 1; batch <= BATCHES; batch++) {
            send(deployment, batch);
        }
        say("killed after batch " + KILL_AFTER + " of " + BATCHES);
    }

    /** Step 5, its second half: what the killed one had applied, and what nobody had, is sent again and counts once. */
    private SmokeDeployment.Worker itComesBackAndIsExact(SmokeDeployment deployment) throws Exception {
        send(deployment, KILL_AFTER);
        send(deployment, BATCHES);
        SmokeDeployment.Worker worker = itBecomesReady(deployment, "worker-again.log");
        awaitCounted(deployment, BATCHES);
        awaitMetric(worker, "rollcall_rollup_lag_records", 0);
        assertCounted(deployment, BATCHES);
        say("the counters are exact after the kill");
        return worker;
    }

    /** Step 6: SIGTERM. */
    private static void itStopsWhenItIsTold(SmokeDeployment.Worker worker) throws Exception {
        boolean groupsAreSeen = WorkerCommand.groupsAreSeen();
        assertThat(worker.process().hasGroup())
                .as("it leads a group of its own")
                .isEqualTo(groupsAreSeen);
        int exitCode = worker.process().terminate(STOP);
        assertThat(exitCode).as("exit code").isIn(0, SIGTERM_EXIT_CODE);
        assertThat(worker.process().hasGroup())
                .as("processes that the worker left behind")
                .isFalse();
        assertThat(worker.said()).doesNotContain(" ERROR ");
        say("it stopped with exit code " + exitCode
                + (groupsAreSeen ? "" : "; whether it left processes behind cannot be seen here"));
    }

    private void send(SmokeDeployment deployment, int batch) throws Exception {
        send(deployment, events.batch(batch), SmokeEvents.EVENTS);
    }

    private static void send(SmokeDeployment deployment, String lines, int accepted) throws Exception {
        HttpResponse<String> answer = deployment.post(lines);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
        assertThat(answer.body()).startsWith("{\"accepted\":" + accepted + ",");
    }

    private void awaitCounted(SmokeDeployment deployment, int batches) throws Exception {
        await("counted")
                .atMost(Deployment.PATIENCE)
                .untilAsserted(
                        () -> assertThat(row(deployment, "engagement", "*").path("events"))
                                .hasToString(Integer.toString(events(batches))));
        assertCounted(deployment, batches);
    }

    /** Everything that was sent is in the answers, once. */
    private void assertCounted(SmokeDeployment deployment, int batches) throws Exception {
        int profiles = SmokeEvents.profiles(batches);
        int plays = batches * SmokeEvents.PROFILES;
        int regions = SmokeEvents.REGIONS.size();
        assertValue(deployment, "dau", "*", "value", profiles);
        assertValue(deployment, "dau", "US", "value", profiles / regions);
        assertValue(deployment, "dau", "IN", "value", profiles / regions);
        assertValue(deployment, "dau", "JP", "value", 1);
        assertValue(deployment, "engagement", "*", "events", events(batches));
        assertValue(deployment, "engagement", "*", "play_events", plays);
        assertValue(deployment, "engagement", "*", "search_events", plays);
        assertValue(deployment, "engagement", "*", "total_watch_time_sec", plays * SmokeEvents.PLAYED_SEC);
        assertValue(deployment, "engagement", "BR", "events", batches * SmokeEvents.EVENTS / regions);
    }

    /** The batches, and the one event of the traveller. */
    private static int events(int batches) {
        return batches * SmokeEvents.EVENTS + 1;
    }

    private void assertValue(SmokeDeployment deployment, String metric, String region, String column, int value)
            throws Exception {
        assertThat(row(deployment, metric, region).path(column).asDouble(-1))
                .as(metric + " of region " + region + ": " + column)
                .isEqualTo((double) value);
    }

    private JsonNode row(SmokeDeployment deployment, String metric, String region) throws Exception {
        return deployment
                .rows(metric + "?from=" + events.dt() + "&to=" + events.dt() + "&region=" + region)
                .path(0);
    }

    private static void awaitMetric(SmokeDeployment.Worker worker, String name, long value) {
        await(name)
                .atMost(Deployment.PATIENCE)
                .untilAsserted(() -> assertThat(worker.metric(name)).hasValue(value));
    }

    private static void say(String what) {
        System.out.println("smoke: " + what);
    }
}
