package io.rollcall.query.http;

/** Holds the sentence that an asker is told while Redis does not answer; what exactly happened is for the log. */
public final class RedisAway {
    public static final String DETAIL = "the live counters do not answer at the moment; ask again";

    private RedisAway() {}
}
