package io.rollcall.lake.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.iceberg.Table;

/** The files on disk, whoever wrote them and whether anything names them or not. */
public final class StoredFiles {
    private StoredFiles() {}

    /** A file as it lay there when it was looked at. */
    public record Stored(Path path, Instant modified, long bytes) {
        public boolean endsWith(String ending) {
            return path.toString().endsWith(ending);
        }
    }

    public static List<Stored> of(Table table) {
        return below(LocalPaths.path(table.location()));
    }

    /** All of a directory and of those in it; one that goes away meanwhile is left out. */
    public static List<Stored> below(Path directory) {
        List<Stored> files = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return files;
        }
        try {
            Files.walkFileTree(directory, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                    files.add(new Stored(file, attributes.lastModifiedTime().toInstant(), attributes.size()));
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path file, IOException failed) throws IOException {
                    if (failed instanceof NoSuchFileException) {
                        return FileVisitResult.CONTINUE;
                    }
                    throw failed;
                }
            });
            return files;
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot look at the files in " + directory, unreadable);
        }
    }

    /** Deletes a directory, where it is there, with all that is in it; nobody else may write in it. */
    public static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        List<Path> all;
        try (Stream<Path> entries = Files.walk(root)) {
            all = entries.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path entry : all) {
            Files.deleteIfExists(entry);
        }
    }

    /** Deletes a file for good. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException undeleted) {
            throw new UncheckedIOException("cannot delete " + file, undeleted);
        }
    }
}
