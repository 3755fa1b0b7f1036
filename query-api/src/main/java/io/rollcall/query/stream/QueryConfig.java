package io.rollcall.query.stream;

import io.smallrye.config.ConfigMapping;

/** The settings that limit how many may listen to the live stream. */
@ConfigMapping(prefix = "rollcall.query")
public interface QueryConfig {
    /** Listeners of {@code /v1/live} at a time; one more is answered 503. */
    int liveSubscribers();
}
