package io.rollcall.worker;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Reports the worker ready when every assigned partition reads; a stopped one is named with its reason. */
@Readiness
@ApplicationScoped
class RollupReadiness implements HealthCheck {
    private final Rollup rollup;

    RollupReadiness(Rollup rollup) {
        this.rollup = rollup;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("rollup").up();
        for (PartitionRollup partition : rollup.partitions()) {
            PartitionRollup.State state = partition.state();
            String name = "partition-" + partition.partition();
            if (state instanceof PartitionRollup.State.Stopped stopped) {
                answer.down().withData(name, "stopped: " + stopped.why().detail());
            } else if (state instanceof PartitionRollup.State.Unplaced unplaced) {
                answer.down().withData(name, "waits: " + unplaced.waitsFor());
            } else if (state instanceof PartitionRollup.State.Holding holding) {
                answer.down().withData(name, "waits: " + holding.trouble().what());
            } else {
                answer.withData(name, "applied to " + partition.appliedTo());
            }
        }
        return answer.build();
    }
}
