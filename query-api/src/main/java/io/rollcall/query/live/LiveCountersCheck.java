package io.rollcall.query.live;

import io.rollcall.query.answer.AnswerRow;
import io.rollcall.rollup.RedisUnavailableException;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as long as Redis answers questions. */
@Readiness
public class LiveCountersCheck implements HealthCheck {
    private static final String NAME = "query-api: live counters";

    private final LiveCounters counters;

    LiveCountersCheck(LiveCounters counters) {
        this.counters = counters;
    }

    @Override
    public HealthCheckResponse call() {
        try {
            return HealthCheckResponse.named(NAME)
                    .up()
                    .withData("as_of", String.valueOf(AnswerRow.asOf(counters.freshness())))
                    .build();
        } catch (RedisUnavailableException away) {
            return HealthCheckResponse.named(NAME)
                    .down()
                    .withData("reason", String.valueOf(away.getMessage()))
                    .build();
        }
    }
}
