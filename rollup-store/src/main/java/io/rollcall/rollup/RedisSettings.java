package io.rollcall.rollup;

import java.time.Duration;
import java.util.List;

/**
 * How to reach Redis: one server, or any few nodes of a cluster (found out by asking).
 *
 * @param hosts {@code redis://[:password@]host:port} or {@code rediss://...}; in a cluster, seeds
 * @param timeout how long a reply may take; then the connection is given up and the call counts as unanswered
 */
public record RedisSettings(List<String> hosts, Duration timeout) {
    public RedisSettings {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException(
                    "no Redis: set rollcall.redis.hosts, for example redis://localhost:6379");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("rollcall.redis.timeout must be above 0");
        }
    }
}
