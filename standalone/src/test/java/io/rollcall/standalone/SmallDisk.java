package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.OS;

/** A disk of its own, small, which a test may fill or hold up. Only root can mount one: others leave such tests out. */
public final class SmallDisk implements AutoCloseable {
    private static final int MIB = 1 << 20;
    private static final int USUAL_MIB = 256;

    private final Path directory;
    private final Path ballast;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    public static SmallDisk mount(Path directory) throws IOException {
        Optional<SmallDisk> mounted = tryMount(directory);
        assumeTrue(mounted.isPresent(), "only root can mount a disk, and not everywhere");
        return mounted.orElseThrow();
    }

    /** The disk, or none where it cannot be mounted. */
    public static Optional<SmallDisk> tryMount(Path directory) throws IOException {
        return tryMount(directory, USUAL_MIB);
    }

    /** The same, of so many MiB. They are memory. */
    public static Optional<SmallDisk> tryMount(Path directory, long sizeMib) throws IOException {
        Files.createDirectories(directory);
        boolean mounted = OS.current() == OS.LINUX
                && "root".equals(System.getProperty("user.name"))
                && run("mount", "-t", "tmpfs", "-o", "size=" + sizeMib + "m", "tmpfs", directory.toString());
        return mounted ? Optional.of(new SmallDisk(directory)) : Optional.empty();
    }

    /** One that can be held up, of so many MiB: an image in a file beside the directory. */
    public static Optional<SmallDisk> tryFormat(Path directory, long sizeMib) throws IOException {
        Files.createDirectories(directory);
        Path image = directory.resolveSibling(directory.getFileName() + ".image");
        if (OS.current() != OS.LINUX || !"root".equals(System.getProperty("user.name"))) {
            return Optional.empty();
        }
        try (RandomAccessFile file = new RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(sizeMib * MIB);
        }
        boolean mounted = run("mkfs.ext4", "-q", "-F", "-m", "0", image.toString())
                && run("mount", "-o", "loop", image.toString(), directory.toString());
        return mounted ? Optional.of(new SmallDisk(directory)) : Optional.empty();
    }

    public Path directory() {
        return directory;
    }

    /** Writes until so many MiB are free. With 0 there is not a byte left. */
    public void fillUpTo(long freeMib) throws IOException {
        try (OutputStream out = Files.newOutputStream(ballast)) {
            byte[] block = new byte[1 << 12];
            while (freeMib == 0 || directory.toFile().getUsableSpace() > freeMib * MIB) {
                out.write(block);
            }
        } catch (IOException full) {
            assertThat(directory.toFile().getUsableSpace())
                    .as(full.getMessage())
                    .isLessThan(MIB);
        }
    }

    public void makeRoom() throws IOException {
        Files.delete(ballast);
    }

    /** Whoever writes waits from now on, and cannot be ended either; whoever reads does not. */
    public void holdUp() throws IOException {
        assertThat(run("fsfreeze", "--freeze", directory.toString())).isTrue();
    }

    /** What was waiting goes on. */
    public void letGo() throws IOException {
        assertThat(run("fsfreeze", "--unfreeze", directory.toString())).isTrue();
    }

    @Override
    public void close() throws IOException {
        // Lazily: what a dying process still holds open goes with it.
        assertThat(run("umount", "--lazy", directory.toString())).isTrue();
    }

    private static boolean run(String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command)).redirectErrorStream(true).start();
        return process.onExit().orTimeout(30, TimeUnit.SECONDS).join().exitValue() == 0;
    }
}
