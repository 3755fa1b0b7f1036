package io.rollcall.query.lake;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that limit the cost of an answer about an experiment, which is worked out while the asker waits. */
@ConfigMapping(prefix = "rollcall.query.experiments")
public interface ExperimentConfig {
    /** Rows of the lake that it may be worked out from; of the events little more than the names are read. */
    @WithDefault("2000000000")
    long rows();

    /** So many at a time; one more is answered 503. */
    @WithDefault("2")
    int concurrent();
}
