package io.rollcall.ingest.bridge;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Says of the bridge what it waits for. Ready in any case: requests have nothing to do with it, and no load balancer
 * should take a gateway away that another topic's rights are missing for.
 */
@Readiness
@Singleton
public final class BridgeReadiness implements HealthCheck {
    private final Bridge bridge;

    BridgeReadiness(Bridge bridge) {
        this.bridge = bridge;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder check = HealthCheckResponse.named("bridge").up();
        Optional<String> topic = bridge.topic();
        if (topic.isPresent()) {
            check.withData("topic", topic.get());
            bridge.trouble().ifPresent(trouble -> check.withData("trouble", trouble));
        }
        return check.build();
    }
}
