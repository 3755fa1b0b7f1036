package io.rollcall.query;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A lake of its own for each start of the application, empty at first. Who publishes days asks for it alone: they would be missing
 * from the live counters of other tests, and people would be known from days before.
 */
public final class TestLake implements QuarkusTestResourceLifecycleManager {
    private @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        try {
            Path made = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "lake");
            directory = made;
            return Map.of("rollcall.lake.directory", made.toString());
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {
        Path made = directory;
        if (made == null) {
            return;
        }
        try (Stream<Path> files = Files.walk(made)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
