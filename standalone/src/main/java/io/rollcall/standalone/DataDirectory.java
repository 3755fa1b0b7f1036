package io.rollcall.standalone;

import io.rollcall.standalone.keys.KeyStore;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A data directory that belongs to this process: two systems on the same data would ruin them. */
final class DataDirectory implements Closeable {

    private static final String LOCK_FILE = "rollcall.lock";

    private final Path path;
    private final FileChannel lockFile;

    private DataDirectory(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /**
     * Makes the directory when it is absent, and takes it. The lock ends with the process, however that ends.
     *
     * @throws CannotStartException when it cannot be written or another process has it
     */
    static DataDirectory claim(Path directory) {
        Path path = directory.toAbsolutePath().normalize();
        try {
            Files.createDirectories(path);
            FileChannel lockFile = FileChannel.open(
                    path.resolve(LOCK_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            return claim(path, lockFile);
        } catch (IOException unwritable) {
            throw new CannotStartException(
                    "cannot write to the data directory " + path + " (" + unwritable
                            + "); name another one with --data",
                    unwritable);
        }
    }

    private static DataDirectory claim(Path path, FileChannel lockFile) throws IOException {
        @Nullable FileLock lock = lockFile.tryLock();
        if (lock == null) {
            String owner = Files.readString(path.resolve(LOCK_FILE)).strip();
            lockFile.close();
            throw new CannotStartException("the data directory " + path + " is in use by the running Rollcall with"
                    + " process id " + owner + "; stop that one, or name another directory with --data");
        }
        lockFile.truncate(0);
        lockFile.write(
                ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(StandardCharsets.UTF_8)));
        return new DataDirectory(path, lockFile);
    }

    Path path() {
        return path;
    }

    Path kafka() {
        return path.resolve("kafka");
    }

    Path redis() {
        return path.resolve("redis");
    }

    Path lake() {
        return path.resolve("lake");
    }

    Path keys() {
        return KeyStore.in(path);
    }

    Path log() {
        return path.resolve("rollcall.log");
    }

    @Override
    public String toString() {
        return path.toString();
    }

    @Override
    public void close() throws IOException {
        lockFile.close();
    }
}
