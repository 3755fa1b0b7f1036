package io.rollcall.query.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that limit the cost of answers about experiments, each of which is worked out while its asker waits. */
@ConfigMapping(prefix = "rollcall.query.experiments")
public interface ExperimentConfig {
    /** Rows of the lake that one may be worked out from; no events are read. */
    @WithDefault("2000000000")
    long rows();

    /** So many at a time; one more is answered 503. */
    @WithDefault("2")
    int concurrent();
}
