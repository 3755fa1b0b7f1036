package io.rollcall.worker;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the worker ready when Kafka has answered of late: one that is silent brings no records, and no partitions. */
@Readiness
@ApplicationScoped
class LogReadiness implements HealthCheck {
    private final Heartbeat heartbeat;

    LogReadiness(Heartbeat heartbeat) {
        this.heartbeat = heartbeat;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer =
                HealthCheckResponse.named("rollup: log").up();
        Optional<String> silence = heartbeat.silence();
        silence.ifPresent(trouble -> answer.down().withData("trouble", trouble));
        return answer.build();
    }
}
