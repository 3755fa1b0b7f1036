package io.rollcall.lakehouse;

import io.micrometer.core.instrument.Metrics;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedRedis;
import io.rollcall.log.testkit.LocalServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Kafka, one Redis and one lake directory for each test class: what another has written is in none of them. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private static @Nullable LocalServers servers;

    @Override
    public Map<String, String> start() {
        // The registry outlives the service of the class before, and would go on showing that one's gauges.
        Metrics.globalRegistry.clear();
        servers = LocalServers.start(Directories.make("lakehouse"));
        return running()
                .settings(Map.of("rollcall.lake.directory", lakeDirectory().toString()));
    }

    public static String bootstrapServers() {
        return running().bootstrapServers();
    }

    public static EmbeddedRedis redis() {
        return running().redis();
    }

    public static Path lakeDirectory() {
        return running().directory().resolve("lake");
    }

    private static LocalServers running() {
        if (servers == null) {
            throw new IllegalStateException("not started");
        }
        return servers;
    }

    @Override
    public void stop() {
        if (servers == null) {
            return;
        }
        servers.close();
        try {
            Directories.delete(servers.directory());
        } catch (IOException undeleted) {
            throw new UncheckedIOException(undeleted);
        }
    }
}
