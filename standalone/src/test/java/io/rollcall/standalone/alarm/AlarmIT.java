package io.rollcall.standalone.alarm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.standalone.faults.Deployment;
import io.rollcall.standalone.faults.Traffic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alarms as they are: services as processes of their own, scraped by a real Prometheus, while events come in. */
class AlarmIT {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final String LAG = "RollcallRollupLag";
    private static final String LAG_UNKNOWN = "RollcallRollupLagUnknown";
    private static final String SERVICE_DOWN = "RollcallServiceDown{rollcall-worker}";

    @TempDir
    Path dir = Path.of("");

    @Test
    void theLagAlertsFireWhileTheWorkerStandsStillAndAreOverWhenItGoesOn() throws Exception {
        Path program = Installed.program("prometheus");
        try (Deployment deployment = new Deployment(dir);
                PrometheusServer prometheus = PrometheusServer.start(
                        program,
                        dir,
                        Map.of(
                                "rollcall-gateway", deployment.gatewayAddress(),
                                "rollcall-worker", deployment.workerAddress()))) {
            Traffic traffic = new Traffic(deployment.events(), 1);
            Thread client = new Thread(traffic, "client");
            client.start();
            try {
                awaitThat("all partitions have a lag, and it is low", () -> isCalm(prometheus));

                // Frozen, it cannot be scraped: its series vanish, and no lag is high any more.
                deployment.worker().freeze();
                awaitThat("frozen: it fires", () -> prometheus.firing().containsAll(Set.of(LAG_UNKNOWN, SERVICE_DOWN)));
                assertThat(prometheus.series("rollcall_rollup_lag_seconds")).isZero();
                deployment.worker().thaw();
                awaitThat("thawed: it is over", () -> isCalm(prometheus));

                // Without Redis it is there and can do nothing: it says how far it is behind.
                deployment.killRedis();
                awaitThat("without Redis: it fires", () -> prometheus.firing().contains(LAG));
                assertThat(prometheus.firing()).doesNotContain(LAG_UNKNOWN);
                deployment.startRedis();
                awaitThat("Redis is back: it is over", () -> isCalm(prometheus));

                assertThat(prometheus.errors()).isEmpty();
            } finally {
                traffic.stop();
                client.join(PATIENCE.toMillis());
            }
        }
    }

    private static boolean isCalm(PrometheusServer prometheus) throws Exception {
        return prometheus.series("rollcall_rollup_lag_seconds") == Deployment.PARTITIONS
                && Collections.disjoint(prometheus.firingOrPending(), Set.of(LAG, LAG_UNKNOWN, SERVICE_DOWN));
    }

    private static void awaitThat(String what, Callable<Boolean> holds) {
        Instant since = Instant.now();
        await(what)
                .atMost(PATIENCE)
                .ignoreExceptionsInstanceOf(IOException.class)
                .until(holds);
        System.out.printf(
                "%s, after %d ms%n",
                what, Duration.between(since, Instant.now()).toMillis());
    }
}
