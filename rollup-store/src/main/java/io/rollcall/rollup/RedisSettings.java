package io.rollcall.rollup;

import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import java.time.Duration;
import java.util.List;

/**
 * Says how to reach Redis: one server, or any few nodes of a cluster (found out by asking).
 *
 * @param hosts {@code redis://[[user]:password@]host:port} or {@code rediss://...}; in a cluster, seeds
 * @param timeout how long a reply may take; then the connection is given up and the call counts as unanswered
 * @param options what holds for every connection beside: credentials, TLS, the socket's options
 */
public record RedisSettings(List<String> hosts, Duration timeout, RedisOptions options) {
    /** Calls that may wait on one connection; a poll of the worker needs one a shard. */
    private static final int MAX_WAITING = 16_384;

    public RedisSettings {
        hosts = List.copyOf(hosts);
        if (hosts.isEmpty()) {
            throw new IllegalArgumentException("no Redis: set quarkus.redis.hosts, for example redis://localhost:6379");
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("quarkus.redis.timeout must be above 0");
        }
    }

    /** Servers that want nothing but their address. */
    public RedisSettings(List<String> hosts, Duration timeout) {
        this(hosts, timeout, new RedisOptions());
    }

    /** Servers that are reached by connections of that kind, with certificates for instance. */
    public RedisSettings(List<String> hosts, Duration timeout, NetClientOptions net) {
        this(hosts, timeout, new RedisOptions().setNetClientOptions(net));
    }

    /** The options for the one connection to a server: a client of that server alone, which follows no redirection. */
    RedisOptions of(String address) {
        NetClientOptions net = new NetClientOptions(options.getNetClientOptions()).setTcpNoDelay(true);
        int timeoutMillis = Math.toIntExact(timeout.toMillis());
        return new RedisOptions(options)
                .setEndpoints(List.of(address))
                .setType(RedisClientType.STANDALONE)
                .setProtocolNegotiation(false) // RESP2, the same reply shapes on every version
                .setMaxPoolSize(1)
                .setMaxPoolWaiting(1)
                .setMaxWaitingHandlers(MAX_WAITING)
                .setNetClientOptions(net.setConnectTimeout(Math.min(net.getConnectTimeout(), timeoutMillis)));
    }
}
