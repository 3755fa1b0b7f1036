package io.rollcall.lakehouse;

import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;

/** Settings as the service would read them. */
public final class Settings {
    private Settings() {}

    public static <T> T of(Class<T> mapping, Map<String, String> values) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withDefaultValues(values)
                .withMapping(mapping)
                .build()
                .getConfigMapping(mapping);
    }
}
