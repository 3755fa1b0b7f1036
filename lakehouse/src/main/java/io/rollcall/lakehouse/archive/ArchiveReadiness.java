package io.rollcall.lakehouse.archive;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready when every partition is archived; one that is not is named with its reason. */
@Readiness
@ApplicationScoped
class ArchiveReadiness implements HealthCheck {
    private final ArchiveBoard board;

    ArchiveReadiness(ArchiveBoard board) {
        this.board = board;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("archive").up();
        ArchiveBoard.State state = board.state();
        if (state instanceof ArchiveBoard.State.Placing placing) {
            answer.down().withData("waits", placing.why());
        } else if (state instanceof ArchiveBoard.State.Reading reading) {
            reading.stopped()
                    .forEach((partition, why) -> answer.down().withData("partition-" + partition, "stopped: " + why));
        } else {
            answer.withData("archive", "not running in this process");
        }
        return answer.build();
    }
}
