package io.rollcall.benchmarks.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A directory of its own below the system's temporary one, gone in the end. */
public final class Scratch implements AutoCloseable {
    private final Path directory;

    private Scratch(Path directory) {
        this.directory = directory;
    }

    public static Scratch make() {
        try {
            return new Scratch(Files.createTempDirectory("rollcall-benchmark"));
        } catch (IOException unwritable) {
            throw new CannotMeasureException(
                    "cannot write to the temporary directory (" + unwritable + "); name another with TMPDIR",
                    unwritable);
        }
    }

    public Path file(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> childrenFirst = files.sorted(Comparator.reverseOrder()).toList();
            for (Path file : childrenFirst) {
                Files.deleteIfExists(file);
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException("cannot delete " + directory, stuck);
        }
    }
}
