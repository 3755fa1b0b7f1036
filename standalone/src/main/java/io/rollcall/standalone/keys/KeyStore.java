package io.rollcall.standalone.keys;

import io.rollcall.access.keys.KeyFile;
import io.rollcall.access.keys.StoredKeys;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A file of keys that is changed as a whole: whoever reads it finds the old one or the new one, and two who change it at once do so
 * one after the other.
 */
public final class KeyStore {
    private static final String FILE = "keys.json";

    private final Path file;

    KeyStore(Path file) {
        this.file = file.toAbsolutePath().normalize();
    }

    /** The file that is there by itself, in a data directory of {@code ./rollcall up}. */
    public static Path in(Path data) {
        return data.resolve(FILE);
    }

    /** Makes a file without keys where there is none yet. */
    public static void begin(Path file) throws IOException {
        if (!Files.exists(file)) {
            StoredKeys unused = new KeyStore(file).change(keys -> keys);
        }
    }

    /**
     * The keys of the file; none where there is no file.
     *
     * @throws IllegalArgumentException when it is no file of keys
     */
    StoredKeys read() throws IOException {
        try {
            return KeyFile.parse(KeyFile.bytes(file));
        } catch (NoSuchFileException absent) {
            return StoredKeys.NONE;
        }
    }

    /** Changes the keys; nothing is written where the change is refused. */
    StoredKeys change(UnaryOperator<StoredKeys> change) throws IOException {
        // The lock of a file is one of processes; threads of one would be refused it.
        synchronized (KeyStore.class) {
            return changeAlone(change);
        }
    }

    private StoredKeys changeAlone(UnaryOperator<StoredKeys> change) throws IOException {
        Path directory = Objects.requireNonNull(file.getParent(), "an absolute path of a file has a directory");
        Files.createDirectories(directory);
        try (FileChannel channel = FileChannel.open(
                        file.resolveSibling(file.getFileName() + ".lock"),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE);
                FileLock held = channel.lock()) {
            if (!held.isValid()) {
                throw new IOException("the lock of " + file + " was lost");
            }
            StoredKeys changed = change.apply(read());
            write(directory, KeyFile.format(changed));
            return changed;
        }
    }

    private void write(Path directory, byte[] bytes) throws IOException {
        Path next = Files.createTempFile(directory, ".keys", ".json", onlyForItsOwner(file));
        try {
            try (FileChannel out = FileChannel.open(next, StandardOpenOption.WRITE)) {
                ByteBuffer left = ByteBuffer.wrap(bytes);
                while (left.hasRemaining()) {
                    out.write(left);
                }
                out.force(true);
            }
            keepWhoMayRead(next);
            replace(next);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private void replace(Path next) throws IOException {
        try {
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException otherwise) {
            Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** A service runs as another user than whoever makes its keys: the new file has the group and the permissions of the old one. */
    private void keepWhoMayRead(Path next) throws IOException {
        if (!Files.exists(file)) {
            return;
        }
        PosixFileAttributeView old = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        PosixFileAttributeView own = Files.getFileAttributeView(next, PosixFileAttributeView.class);
        if (old != null && own != null) {
            own.setGroup(old.readAttributes().group());
            own.setPermissions(old.readAttributes().permissions());
        }
    }

    private static FileAttribute<?>[] onlyForItsOwner(Path file) {
        return file.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }

    @Override
    public String toString() {
        return file.toString();
    }
}
