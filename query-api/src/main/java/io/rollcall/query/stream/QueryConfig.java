package io.rollcall.query.stream;

import io.smallrye.config.ConfigMapping;

/** How many may listen. */
@ConfigMapping(prefix = "rollcall.query")
public interface QueryConfig {
    /** Listeners of {@code /v1/live} at a time; one more is answered 503. */
    int liveSubscribers();
}
