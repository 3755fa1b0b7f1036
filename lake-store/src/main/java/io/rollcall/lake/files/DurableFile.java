package io.rollcall.lake.files;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * A file that appears under its name whole, and only once its bytes are on the disk. Until then it is a neighbour whose
 * name ends in {@link #UNFINISHED}; one of those without a living writer is what a killed process left.
 */
public final class DurableFile {
    /** The ending of the name of a file that is not whole yet. */
    public static final String UNFINISHED = ".unfinished";

    /** The fate of a file that has the name already. */
    public enum Existing {
        /** It stays, and finishing fails. */
        KEPT,
        /** It is replaced in one step. */
        REPLACED
    }

    private final Path target;
    private final Path directory;
    private final Path unfinished;
    private final Existing existing;

    private DurableFile(Path target, Path directory, Path unfinished, Existing existing) {
        this.target = target;
        this.directory = directory;
        this.unfinished = unfinished;
        this.existing = existing;
    }

    /** Begins a file; makes the directories it lies in. */
    public static DurableFile begin(Path target, Existing existing) throws IOException {
        Path directory = target.toAbsolutePath().getParent();
        if (directory == null) {
            throw new IOException(target + " is not the name of a file");
        }
        Files.createDirectories(directory);
        return new DurableFile(
                target,
                directory,
                directory.resolve("." + target.getFileName() + "-" + UUID.randomUUID() + UNFINISHED),
                existing);
    }

    /**
     * A file that is written already, on the same disk, and lacks its name.
     *
     * @param unfinished its name ends in {@link #UNFINISHED}
     */
    public static DurableFile written(Path unfinished, Path target, Existing existing) throws IOException {
        DurableFile begun = begin(target, existing);
        return new DurableFile(begun.target, begun.directory, unfinished, existing);
    }

    /** The path to write to until the file is finished. */
    public Path unfinished() {
        return unfinished;
    }

    /** Synchronises the bytes, then gives the file its name, then synchronises the name. */
    public void finish() throws IOException {
        force(unfinished, StandardOpenOption.WRITE);
        if (existing == Existing.KEPT) {
            Files.createLink(target, unfinished);
            Files.delete(unfinished);
        } else {
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        }
        force(directory, StandardOpenOption.READ);
    }

    /** Leaves no trace of it. */
    public void abandon() throws IOException {
        Files.deleteIfExists(unfinished);
    }

    private static void force(Path path, StandardOpenOption how) throws IOException {
        try (FileChannel channel = FileChannel.open(path, how)) {
            channel.force(true);
        }
    }
}
