package io.rollcall.rollup.quarkus;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The settings of the live counters' Redis beyond {@code quarkus.redis.*}. */
@ConfigMapping(prefix = "rollcall.redis")
public interface LiveRedisConfig {
    /**
     * Says whether the worker refuses a Redis without an append-only file. Without one nothing is miscounted, but a
     * restart of Redis costs a replay of the live window and the sketches of older days.
     */
    @WithDefault("false")
    boolean requirePersistence();

    /** The old name of {@code quarkus.redis.hosts}; see {@link OldRedisNames}. */
    Optional<List<String>> hosts();

    /** The old name of {@code quarkus.redis.timeout}. */
    Optional<Duration> timeout();
}
