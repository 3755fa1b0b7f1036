package io.rollcall.query.live;

import io.smallrye.config.ConfigMapping;
import java.time.Duration;
import java.util.List;

/** How to reach Redis; the worker has settings of the same names. */
@ConfigMapping(prefix = "rollcall.redis")
public interface RedisConfig {
    /** {@code redis://[:password@]host:port} or {@code rediss://...}; of a cluster any few nodes, separated by commas. */
    List<String> hosts();

    /** How long a reply may take before the question fails with 503. */
    Duration timeout();
}
