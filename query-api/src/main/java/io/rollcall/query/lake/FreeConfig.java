package io.rollcall.query.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/**
 * The settings that limit the cost of a question with parameters of its own, which is worked out while the asker waits.
 */
@ConfigMapping(prefix = "rollcall.query.free")
public interface FreeConfig {
    /** Rows of the lake that its answer may be worked out from; one that needs more is refused. */
    @WithDefault("200000000")
    long rows();

    /** So many at a time; one more is answered 503. */
    @WithDefault("2")
    int concurrent();
}
