package io.rollcall.lake.engine;

import io.rollcall.lake.files.StoredFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory that one engine spills to: one of its own, so that two processes on one lake do not clear away each
 * other's. A locked file beside it says that its process lives; what a killed one left is swept.
 */
final class SpillDirectory {
    private static final String LOCK = ".lock";
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    /** Locks of this process: closing another channel to such a file would give its lock up. */
    private static final Set<Path> OWN = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final Path lockFile;
    private final FileChannel lock;

    private SpillDirectory(Path path, Path lockFile, FileChannel lock) {
        this.path = path;
        this.lockFile = lockFile;
        this.lock = lock;
    }

    /** Claims a new one below a parent. The engine makes it when it first spills. */
    static SpillDirectory claim(Path parent) throws IOException {
        Files.createDirectories(parent);
        String name = UUID.randomUUID().toString();
        Path lockFile = parent.resolve(name + LOCK).toAbsolutePath();
        OWN.add(lockFile);
        FileChannel lock = FileChannel.open(lockFile, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        return new SpillDirectory(parent.resolve(name), lockFile, lock);
    }

    Path path() {
        return path;
    }

    /** Deletes it with all that is in it. */
    void release() throws IOException {
        StoredFiles.deleteTree(path);
        lock.close();
        Files.deleteIfExists(lockFile);
        OWN.remove(lockFile);
    }

    /**
     * Deletes what killed processes left below a parent.
     *
     * @return how many directories
     */
    static int sweep(Path parent) {
        try {
            int swept = 0;
            for (Path directory : directories(parent)) {
                swept += sweepIfDead(directory) ? 1 : 0;
            }
            return swept;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot sweep the spill directory " + parent, failed);
        }
    }

    private static List<Path> directories(Path parent) throws IOException {
        if (!Files.isDirectory(parent)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(parent)) {
            return entries.filter(entry ->
                            NAME.matcher(entry.getFileName().toString()).matches())
                    .toList();
        }
    }

    private static boolean sweepIfDead(Path directory) throws IOException {
        Path lockFile = directory.resolveSibling(directory.getFileName() + LOCK).toAbsolutePath();
        if (OWN.contains(lockFile)) {
            return false;
        }
        try (FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                FileLock dead = channel.tryLock()) {
            if (dead == null) {
                return false;
            }
            StoredFiles.deleteTree(directory);
            Files.deleteIfExists(lockFile);
            return true;
        }
    }
}
