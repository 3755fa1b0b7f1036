package io.rollcall.worker;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.log.testkit.LocalServers;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Kafka and one Redis for all tests of the service. */
public final class Servers implements QuarkusTestResourceLifecycleManager {
    private static @Nullable LocalServers servers;

    @Override
    public Map<String, String> start() {
        try {
            servers = LocalServers.start(Files.createTempDirectory("worker"));
        } catch (IOException noDirectory) {
            throw new UncheckedIOException(noDirectory);
        }
        return running().settings(Map.of());
    }

    static LocalServers running() {
        if (servers == null) {
            throw new IllegalStateException("not started");
        }
        return servers;
    }

    @Override
    public void stop() {
        if (servers != null) {
            servers.close();
        }
    }
}
