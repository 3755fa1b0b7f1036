package io.rollcall.rollup.quarkus;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a deployment's settings come to, by the defaults of this module and by the names it may still use. */
class OldRedisNamesTest {
    private static final String HOSTS = "quarkus.redis.hosts";
    private static final String TIMEOUT = "quarkus.redis.timeout";
    private static final String CLIENT_TYPE = "quarkus.redis.client-type";
    private static final int ENVIRONMENT = 300;
    private static final int SYSTEM_PROPERTIES = 400;

    @Test
    void withoutSettingsThereIsOneServerOnThisMachine() {
        SmallRyeConfig config = config(Map.of(), Map.of());
        assertThat(config.getValue(HOSTS, String.class)).isEqualTo("redis://localhost:6379");
        assertThat(config.getValue(TIMEOUT, String.class)).isEqualTo("2s");
        assertThat(config.getValue(CLIENT_TYPE, String.class)).isEqualTo("standalone");
    }

    @Test
    void theOldNamesAreRead() {
        SmallRyeConfig config =
                config(Map.of("rollcall.redis.hosts", "redis://old:6379", "rollcall.redis.timeout", "7s"), Map.of());
        assertThat(config.getValue(HOSTS, String.class)).isEqualTo("redis://old:6379");
        assertThat(config.getValue(TIMEOUT, String.class)).isEqualTo("7s");
    }

    @Test
    void theNewNamesWinWhereBothAreSet() {
        SmallRyeConfig config =
                config(Map.of("rollcall.redis.hosts", "redis://old:6379", HOSTS, "redis://new:6379"), Map.of());
        assertThat(config.getValue(HOSTS, String.class)).isEqualTo("redis://new:6379");
    }

    @Test
    void theSourceThatRanksHigherWins() {
        SmallRyeConfig config = config(
                Map.of(HOSTS, "redis://environment:6379"), Map.of("rollcall.redis.hosts", "redis://property:6379"));
        assertThat(config.getValue(HOSTS, String.class)).isEqualTo("redis://property:6379");
    }

    @Test
    void severalHostsAreACluster() {
        String nodes = "redis://one:6379,redis://two:6379";
        assertThat(config(Map.of("rollcall.redis.hosts", nodes), Map.of()).getValue(CLIENT_TYPE, String.class))
                .isEqualTo("cluster");
        assertThat(config(Map.of(HOSTS, nodes), Map.of()).getValue(CLIENT_TYPE, String.class))
                .isEqualTo("cluster");
        assertThat(config(Map.of(HOSTS, nodes, CLIENT_TYPE, "sentinel"), Map.of())
                        .getValue(CLIENT_TYPE, String.class))
                .isEqualTo("sentinel");
    }

    private static SmallRyeConfig config(Map<String, String> environment, Map<String, String> properties) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredInterceptors()
                .addDefaultInterceptors()
                .addPropertiesSources()
                .withDefaultValue(CLIENT_TYPE, "standalone") // as the extension says
                .withSources(new PropertiesConfigSource(environment, "environment", ENVIRONMENT))
                .withSources(new PropertiesConfigSource(properties, "properties", SYSTEM_PROPERTIES))
                .build();
    }
}
