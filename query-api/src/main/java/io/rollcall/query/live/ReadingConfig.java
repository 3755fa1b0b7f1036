package io.rollcall.query.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that limit how much of Redis the questions may take. */
@ConfigMapping(prefix = "rollcall.query.live")
public interface ReadingConfig {
    /** Readings of Redis at a time, for all questions; others wait. */
    @WithDefault("8")
    int readings();

    /** Sketches that one answer may be merged from; a question that takes more is refused. */
    @WithDefault("2000000")
    long sketches();
}
