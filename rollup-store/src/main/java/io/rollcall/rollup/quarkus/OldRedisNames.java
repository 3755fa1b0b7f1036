package io.rollcall.rollup.quarkus;

import io.smallrye.config.ConfigSourceInterceptorContext;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.FallbackConfigSourceInterceptor;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads two settings by the names they had before Redis was configured by {@code quarkus.redis.*}: where both are set, the source
 * that ranks higher wins, as between two sources of one name. Several hosts meant a cluster and still do, unless
 * {@code quarkus.redis.client-type} says something else; the extension refuses them otherwise.
 */
public final class OldRedisNames extends FallbackConfigSourceInterceptor {
    private static final long serialVersionUID = 1;

    private static final Map<String, String> NOW_AND_BEFORE =
            Map.of("quarkus.redis.hosts", "rollcall.redis.hosts", "quarkus.redis.timeout", "rollcall.redis.timeout");

    private static final String HOSTS = "quarkus.redis.hosts";
    private static final String CLIENT_TYPE = "quarkus.redis.client-type";

    public OldRedisNames() {
        super(NOW_AND_BEFORE);
    }

    @Override
    public @Nullable ConfigValue getValue(ConfigSourceInterceptorContext context, String name) {
        ConfigValue value = super.getValue(context, name);
        return name.equals(CLIENT_TYPE) && isUnset(value) && hasSeveralHosts(context) ? cluster() : value;
    }

    private static boolean isUnset(@Nullable ConfigValue value) {
        return value == null || value.getConfigSourceOrdinal() < 0; // below every source: a default of the extension
    }

    private boolean hasSeveralHosts(ConfigSourceInterceptorContext context) {
        ConfigValue hosts = super.getValue(context, HOSTS);
        return hosts != null && hosts.getValue() != null && hosts.getValue().indexOf(',') >= 0;
    }

    private static ConfigValue cluster() {
        return ConfigValue.builder().withName(CLIENT_TYPE).withValue("cluster").build();
    }
}
