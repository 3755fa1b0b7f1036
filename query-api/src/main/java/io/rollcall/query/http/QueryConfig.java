package io.rollcall.query.http;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Who may ask, and how many may listen. */
@ConfigMapping(prefix = "rollcall.query")
public interface QueryConfig {
    /**
     * Tokens that may read, by a name for each: {@code rollcall.query.read-tokens.grafana=SECRET}. Without any, everybody
     * who reaches the port may read.
     */
    Map<String, String> readTokens();

    /** Listeners of {@code /v1/live} at a time; one more is answered 503. */
    int liveSubscribers();
}
