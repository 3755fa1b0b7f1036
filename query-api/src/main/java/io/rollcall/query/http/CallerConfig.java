package io.rollcall.query.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that limit how much of the shared capacity one caller may take. */
@ConfigMapping(prefix = "rollcall.query.callers")
public interface CallerConfig {
    /** Questions of one caller that are under way at a time, listeners of {@code /v1/live} among them; one more is answered 429. */
    @WithDefault("100")
    int questions();
}
