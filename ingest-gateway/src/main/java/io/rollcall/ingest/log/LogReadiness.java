package io.rollcall.ingest.log;

import io.rollcall.event.Topics;
import io.rollcall.event.UnevenPartitionsException;
import io.rollcall.log.trouble.LogTrouble;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the gateway ready when the producer knows the topics, and the broker has answered of late. */
@Readiness
@Singleton
public final class LogReadiness implements HealthCheck {
    private final EventLog log;

    LogReadiness(EventLog log) {
        this.log = log;
    }

    @Override
    public HealthCheckResponse call() {
        return describe(HealthCheckResponse.named("event log"), log.state()).build();
    }

    private static HealthCheckResponseBuilder describe(HealthCheckResponseBuilder check, LogState state) {
        if (state instanceof LogState.Open open) {
            Optional<String> silence = open.pulse().silence();
            return silence.isPresent() ? check.down().withData("trouble", silence.get()) : describe(check, open.log());
        }
        if (state instanceof LogState.Connecting connecting) {
            return check.down().withData("trouble", connecting.trouble());
        }
        if (state instanceof LogState.Unusable unusable) {
            return check.down().withData("trouble", unusable.trouble());
        }
        return check.down().withData("trouble", "the gateway is stopping");
    }

    private static HealthCheckResponseBuilder describe(HealthCheckResponseBuilder check, OpenLog log) {
        try {
            return check.up().withData("topic", Topics.APP_EVENTS).withData("partitions", log.partitions());
        } catch (KafkaException | UnevenPartitionsException unusable) {
            return check.down().withData("trouble", LogTrouble.of(unusable));
        }
    }
}
