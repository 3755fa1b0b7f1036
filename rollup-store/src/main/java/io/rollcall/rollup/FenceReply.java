package io.rollcall.rollup;

/** The answer to a call against the fence. Sealed: the caller has to say what it does in each case. */
public sealed interface FenceReply {
    /** All of it was applied, and the fence stands at its end. */
    record Applied() implements FenceReply {}

    /** Nothing was changed: the fence stands at {@code next}. */
    record Moved(long next) implements FenceReply {}

    /** Nothing was changed: there is no fence. Redis was wiped, or the shard is new. */
    record Missing() implements FenceReply {}

    /** Nothing was changed: Redis will not do it until somebody has changed something about it. */
    record Refused(RedisRefusal why, String detail) implements FenceReply {}

    /** Nobody knows whether it was applied; asking again with the same call is safe. */
    record Unanswered(String why) implements FenceReply {}
}
