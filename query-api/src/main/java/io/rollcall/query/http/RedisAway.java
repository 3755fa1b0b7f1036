package io.rollcall.query.http;

import io.rollcall.access.Problem;
import io.rollcall.query.question.Refusal;
import io.rollcall.rollup.RedisRefusedException;
import io.rollcall.rollup.RedisUnavailableException;

/** The words that an asker is told while Redis does not answer, or refuses to; what exactly it said is for readiness. */
public final class RedisAway {
    private static final String SILENT = "the live counters do not answer at the moment; ask again";
    private static final String REFUSES =
            "the live counters refuse to be read; ask again, and should it last: /q/health/ready says why";

    private RedisAway() {}

    public static Problem problem(RedisUnavailableException away) {
        return Problems.problem(refusal(away), detail(away));
    }

    static Refusal refusal(RedisUnavailableException away) {
        return away instanceof RedisRefusedException
                ? Refusal.LIVE_COUNTERS_REFUSED
                : Refusal.LIVE_COUNTERS_UNAVAILABLE;
    }

    static String detail(RedisUnavailableException away) {
        return away instanceof RedisRefusedException ? REFUSES : SILENT;
    }
}
