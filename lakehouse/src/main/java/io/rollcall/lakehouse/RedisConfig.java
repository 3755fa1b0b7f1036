package io.rollcall.lakehouse;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** How to reach Redis; the worker and the query API have settings of the same names. */
@ConfigMapping(prefix = "rollcall.redis")
interface RedisConfig {
    /** {@code redis://[:password@]host:port} or {@code rediss://...}; of a cluster any few nodes, separated by commas. */
    @WithDefault("redis://localhost:6379")
    List<String> hosts();

    /** How long a reply may take; of a reading for the report, before the days are published without live figures. */
    @WithDefault("2s")
    Duration timeout();
}
