package io.rollcall.access.keys;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** The settings that say who may ask. */
@ConfigMapping(prefix = "rollcall.query")
public interface ReadSettings {
    /**
     * Tokens that may read, by a name for each: {@code rollcall.query.read-tokens.grafana=SECRET}. Without any, everybody
     * who reaches the port may read; only this machine where there are no keys at all and the port is only for it.
     */
    Map<String, String> readTokens();
}
