package io.rollcall.worker;

import io.rollcall.log.StopReason;
import io.rollcall.rollup.RedisRefusal;
import io.rollcall.rollup.RedisRefusedException;
import io.rollcall.rollup.RedisUnavailableException;
import java.util.Optional;

/**
 * The reason why something could not be done now. It is tried again in either case.
 *
 * @param what it was
 * @param reason what a person has to mend first; empty for what passes by itself
 */
record Trouble(String what, Optional<StopReason> reason) {
    static Trouble passing(String what) {
        return new Trouble(what, Optional.empty());
    }

    static Trouble refused(RedisRefusal refusal, String what) {
        return new Trouble(what, Optional.of(reason(refusal)));
    }

    static Trouble of(RedisUnavailableException failure) {
        String what = String.valueOf(failure.getMessage());
        return failure instanceof RedisRefusedException refused
                ? refused(refused.refusal(), what)
                : passing("Redis does not answer (" + what + ")");
    }

    private static StopReason reason(RedisRefusal refusal) {
        return switch (refusal) {
            case OUT_OF_MEMORY -> StopReason.REDIS_OUT_OF_MEMORY;
            case DAMAGED_KEY -> StopReason.DAMAGED_COUNTERS;
            case NOT_ALLOWED -> StopReason.REDIS_REFUSES;
        };
    }
}
