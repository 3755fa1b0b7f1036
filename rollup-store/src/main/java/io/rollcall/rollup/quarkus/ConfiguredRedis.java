package io.rollcall.rollup.quarkus;

import io.quarkus.redis.client.RedisOptionsCustomizer;
import io.quarkus.redis.runtime.client.config.RedisConfig;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.rollup.RedisSettings;
import io.rollcall.rollup.RedisShards;
import io.rollcall.rollup.RedisWatch;
import io.vertx.core.Vertx;
import io.vertx.core.net.NetClientOptions;
import io.vertx.redis.client.Redis;
import io.vertx.redis.client.RedisClientType;
import io.vertx.redis.client.RedisOptions;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Makes the shards' connections of what {@code quarkus.redis.*} configures: hosts, credentials, TLS, sockets. The client that
 * Quarkus itself makes of it answers the health check and nothing else: in a cluster it would follow redirections.
 */
@Singleton
class ConfiguredRedis implements RedisOptionsCustomizer {
    private static final Logger LOG = Logger.getLogger(ConfiguredRedis.class);
    private static final String HOST_AS_IN_HTTPS = "HTTPS";
    private static final Set<RedisClientType> KNOWN = Set.of(RedisClientType.STANDALONE, RedisClientType.CLUSTER);

    private final RedisWatch watch = new RedisWatch();
    private volatile @Nullable RedisOptions configured;

    /**
     * Remembers the options; others may still add to them. A configuration of the TLS registry that does not say how
     * the host is held against its certificate would have every connection refused by the client: it is the way of
     * HTTPS then.
     */
    @Override
    public void customize(String clientName, RedisOptions options) {
        if (RedisConfig.isDefaultClient(clientName)) {
            NetClientOptions net = options.getNetClientOptions();
            if (net.getHostnameVerificationAlgorithm() == null) {
                net.setHostnameVerificationAlgorithm(HOST_AS_IN_HTTPS);
            }
            configured = options;
        }
    }

    /**
     * Connections of its own for everyone who asks: what one of them waits for does not hold up another.
     *
     * @param client is named so that Quarkus makes it, and with it the options
     */
    @Produces
    @Dependent
    RedisShards shards(Vertx vertx, Redis client, @ConfigProperty(name = "quarkus.redis.timeout") Duration timeout) {
        RedisOptions options = configured;
        if (options == null) {
            throw new IllegalStateException("Redis is not configured: set quarkus.redis.hosts, not " + client);
        }
        if (!KNOWN.contains(options.getType())) {
            throw new IllegalStateException("quarkus.redis.client-type is " + options.getType()
                    + "; the live counters are in one server (standalone) or a cluster");
        }
        return new RedisShards(vertx, new RedisSettings(options.getEndpoints(), timeout, options), watch);
    }

    void close(@Disposes RedisShards shards) {
        shards.close();
    }

    void warn(@Observes StartupEvent start, LiveRedisConfig old) {
        if (old.hosts().isPresent() || old.timeout().isPresent()) {
            LOG.warn("rollcall.redis.hosts and rollcall.redis.timeout are called quarkus.redis.hosts and"
                    + " quarkus.redis.timeout; the old names are read until the next version");
        }
    }
}
