package io.rollcall.lakehouse;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Directories of tests, which go away with them. */
public final class Directories {
    private Directories() {}

    public static Path make(String name) {
        try {
            return Files.createTempDirectory(name);
        } catch (IOException unmade) {
            throw new UncheckedIOException(unmade);
        }
    }

    public static void delete(Path directory) throws IOException {
        List<Path> all;
        try (Stream<Path> found = Files.walk(directory)) {
            all = found.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path one : all) {
            Files.deleteIfExists(one);
        }
    }
}
