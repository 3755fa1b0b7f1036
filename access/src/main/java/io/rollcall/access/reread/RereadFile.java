package io.rollcall.access.reread;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** A file that a setting names, read whole: what stands in it is taken when it has changed and is what it should be. */
public final class RereadFile {
    private final String setting;
    private final String kind;
    private final Path path;
    private final int mostBytes;
    private final Taking taking;

    private byte @Nullable [] read;
    private @Nullable String fault;

    /** Takes what stands in a file. */
    @FunctionalInterface
    public interface Taking {
        /**
         * Makes it hold, or nothing of it.
         *
         * @return what holds now, in words
         * @throws IllegalArgumentException when it is not what it should be
         */
        String take(byte[] content);
    }

    /**
     * A file of which nothing has been read yet.
     *
     * @param setting the setting that names it
     * @param kind what it should be, for people
     * @param mostBytes a larger one is refused
     */
    public RereadFile(String setting, String kind, Path path, int mostBytes, Taking taking) {
        this.setting = setting;
        this.kind = kind;
        this.path = path;
        this.mostBytes = mostBytes;
        this.taking = taking;
    }

    /** Reads it, and takes what has changed; a fault is told each time, until it is mended. */
    public synchronized Reading readAgain() {
        try {
            byte[] now = bytes(path, mostBytes);
            if (fault == null && Arrays.equals(now, read)) {
                return new Reading.Unchanged();
            }
            String taken = taking.take(now);
            read = now;
            fault = null;
            return new Reading.Taken(taken);
        } catch (IOException unreadable) {
            return refused("cannot be read: " + unreadable);
        } catch (IllegalArgumentException broken) {
            return refused("is no " + kind + ": " + broken.getMessage());
        }
    }

    /**
     * Reads a file's bytes.
     *
     * @throws IOException when it is not there, cannot be read, or is larger
     */
    public static byte[] bytes(Path file, int most) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(most + 1);
            if (bytes.length > most) {
                throw new IOException("larger than " + most + " bytes");
            }
            return bytes;
        }
    }

    private Reading refused(String why) {
        fault = setting + " " + path + " " + why;
        return new Reading.Refused(fault);
    }
}
