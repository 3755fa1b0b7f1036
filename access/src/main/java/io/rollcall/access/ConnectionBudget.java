package io.rollcall.access;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.jspecify.annotations.Nullable;

/**
 * Sets how many connections clients may have where nobody says: half of the descriptors of the process, so that the
 * other half is left for the broker, Redis and the lake, whoever connects how often. A source of configuration below
 * all others, because the limit of descriptors is known to the process only.
 */
public final class ConnectionBudget implements ConfigSource {
    static final String MAX_CONNECTIONS = "quarkus.http.limits.max-connections";

    /** Above what Quarkus itself presumes, and below what anybody writes down. */
    private static final int ORDINAL = 10;

    private static final int LEAST = 16;

    /** No machine of this kind serves more, however many descriptors it may have. */
    private static final int MOST = 10_000;

    private final String connections = Long.toString(of(descriptors()));

    /** Says how many connections a process with so many descriptors may have. */
    static long of(long descriptors) {
        return Math.max(LEAST, Math.min(MOST, descriptors / 2));
    }

    private static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system
                ? system.getMaxFileDescriptorCount()
                : MOST;
    }

    @Override
    public int getOrdinal() {
        return ORDINAL;
    }

    @Override
    public Map<String, String> getProperties() {
        return Map.of(MAX_CONNECTIONS, connections);
    }

    @Override
    public Set<String> getPropertyNames() {
        return Set.of(MAX_CONNECTIONS);
    }

    @Override
    public @Nullable String getValue(String name) {
        return MAX_CONNECTIONS.equals(name) ? connections : null;
    }

    @Override
    public String getName() {
        return "descriptors of the process";
    }
}
