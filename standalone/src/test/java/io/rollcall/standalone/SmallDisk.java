package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.condition.OS;

/** A disk of 256 MiB of its own, which a test may fill. Only root can mount one: others leave such tests out. */
final class SmallDisk implements AutoCloseable {
    private static final int MIB = 1 << 20;

    private final Path directory;
    private final Path ballast;

    private SmallDisk(Path directory) {
        this.directory = directory;
        this.ballast = directory.resolve("ballast");
    }

    static SmallDisk mount(Path directory) throws IOException {
        assumeTrue(OS.current() == OS.LINUX && "root".equals(System.getProperty("user.name")), "only root can mount");
        Files.createDirectories(directory);
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=256m", "tmpfs", directory.toString()), "cannot mount here");
        return new SmallDisk(directory);
    }

    Path directory() {
        return directory;
    }

    /** Writes until so many MiB are free. With 0 there is not a byte left. */
    void fillUpTo(long freeMib) throws IOException {
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

    void makeRoom() throws IOException {
        Files.delete(ballast);
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
