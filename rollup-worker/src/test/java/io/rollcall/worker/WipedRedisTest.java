package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.rollcall.log.testkit.EventLog;
import io.rollcall.rollup.Counters;
import io.rollcall.rollup.Ledger;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** With servers of its own: a log whose greater part is older than the live window, and a Redis that is wiped. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
@TestProfile(WipedRedisTest.OwnServers.class)
class WipedRedisTest {
    private static final int OLD = 5_000;
    private static final int RECENT = 3;

    /** Another one than that of the other tests, which starts everything anew. */
    public static final class OwnServers implements QuarkusTestProfile {}

    @Test
    void onlyWhatTheLiveWindowNeedsIsReadAgain() {
        try (RunningWorker worker = new RunningWorker()) {
            long profile = RunningWorker.profile(any -> true);
            Instant lastWeek = worker.now().minus(6, ChronoUnit.DAYS);
            // A worker that has not seen the end of its log yet would take them for a backlog of last week, and stop.
            await().atMost(RunningWorker.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> worker.reader
                            .freshness()
                            .asOf()
                            .isAfter(worker.now().minus(1, ChronoUnit.HOURS)));
            for (int event = 0; event < OLD; event++) {
                worker.log.append(EventLog.stamp(profile, "AQ", "play", "old " + event, lastWeek), lastWeek);
            }
            worker.log.flush();
            worker.awaitLedger(new Ledger(OLD, 0, 0, 0));
            for (int event = 0; event < RECENT; event++) {
                worker.plays(profile, "AQ", "recent " + event);
            }
            worker.awaitLedger(new Ledger(OLD + RECENT, 0, 0, 0));
            double before = consumed();

            worker.redis("FLUSHALL");

            Map<String, Counters> whole = Map.of("AQ", new Counters(RECENT, RECENT, 0, 0, RECENT * 60));
            await().atMost(RunningWorker.PATIENCE)
                    .ignoreExceptions()
                    .until(() -> worker.reader.profile(profile, worker.today()).equals(whole)
                            && worker.reader.ledger().counted() == RECENT);
            worker.awaitReady();
            await().atMost(RunningWorker.PATIENCE).until(() -> consumed() >= before + RECENT);
            assertThat(consumed() - before).isLessThan(OLD / 10);
        }
    }

    /** The records that Kafka has given this worker. */
    private static double consumed() {
        return RunningWorker.metrics()
                .lines()
                .filter(line -> line.startsWith("kafka_consumer_fetch_manager_records_consumed_total{")
                        && !line.contains("topic="))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
