package io.rollcall.standalone;

import io.rollcall.access.Doors;
import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The default of {@code quarkus.http.host}: this machine only, until a write key is configured, then every address. What
 * a deployment says itself goes before.
 */
public final class ReachableWithKeys implements ConfigSourceFactory {
    /** Above the defaults that the services bring along (100), below everything a deployment can say (from 250). */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        List<String> names = new ArrayList<>();
        context.iterateNames().forEachRemaining(names::add);
        String host = Doors.hasWriteKeys(names) ? "0.0.0.0" : "127.0.0.1";
        return List.of(
                new PropertiesConfigSource(Map.of("quarkus.http.host", host), "reachable with write keys", ORDINAL));
    }
}
