package io.rollcall.standalone;

import io.smallrye.config.ConfigSourceContext;
import io.smallrye.config.ConfigSourceFactory;
import io.smallrye.config.PropertiesConfigSource;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.config.spi.ConfigSource;

/**
 * The default of {@code quarkus.http.host}: this machine only, until a write key is configured, then every address. What
 * a deployment says itself goes before.
 */
public final class ReachableWithKeys implements ConfigSourceFactory {
    private static final String KEYS = "rollcall.ingest.keys.";
    private static final String KEYS_IN_ENVIRONMENT = "rollcall_ingest_keys_";

    /** Above the defaults that the services bring along (100), below everything a deployment can say (from 250). */
    private static final int ORDINAL = 200;

    @Override
    public Iterable<ConfigSource> getConfigSources(ConfigSourceContext context) {
        String host = hasKeys(context.iterateNames()) ? "0.0.0.0" : "127.0.0.1";
        return List.of(
                new PropertiesConfigSource(Map.of("quarkus.http.host", host), "reachable with write keys", ORDINAL));
    }

    static boolean hasKeys(Iterator<String> names) {
        while (names.hasNext()) {
            String name = names.next().toLowerCase(Locale.ROOT);
            if (name.startsWith(KEYS) || name.startsWith(KEYS_IN_ENVIRONMENT)) {
                return true;
            }
        }
        return false;
    }
}
