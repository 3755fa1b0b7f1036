package io.rollcall.worker;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;

/** Where the live counters are. */
@ConfigMapping(prefix = "rollcall.redis")
interface RedisConfig {
    /** One server, or a few nodes of a Redis Cluster: {@code redis://[:password@]host:port}, or {@code rediss://} for TLS. */
    @WithDefault("redis://localhost:6379")
    List<String> hosts();

    /** How long Redis may take to answer before the call counts as unanswered and is made again. */
    @WithDefault("2s")
    Duration timeout();

    /**
     * Whether a Redis without an append-only file is refused. Without one nothing is miscounted, but a restart of Redis costs
     * a replay of the live window and the sketches of older days.
     */
    @WithDefault("false")
    boolean requirePersistence();
}
