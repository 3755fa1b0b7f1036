package io.rollcall.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file a Redis server restores itself from. Its tail may be cut off in mid-script when the server was killed, and a
 * server that repairs such a tail by itself applies it after all at its second restart: so it is cut cleanly before the
 * first.
 */
final class AppendOnlyFile {
    private static final Logger LOG = LoggerFactory.getLogger(AppendOnlyFile.class);
    private static final long REPAIR_TIMEOUT_MINUTES = 10;

    private AppendOnlyFile() {}

    /** Cuts off a damaged tail, if there is one. */
    static void repair(Path dataDir, RedisBinary binary) throws IOException, InterruptedException {
        refuseNewerLayout(dataDir, binary);
        Optional<Path> file = find(dataDir);
        if (file.isPresent()) {
            Path checker = binary.checker(dataDir);
            fix(dataDir, checker, file.get());
            Files.delete(checker);
        }
    }

    /** Redis 7 and newer: a directory with a manifest. Older: one file. */
    private static Optional<Path> find(Path dataDir) throws IOException {
        Path manifest = dataDir.resolve("appendonlydir").resolve("appendonly.aof.manifest");
        if (Files.exists(manifest)) {
            return Optional.of(manifest);
        }
        Path single = dataDir.resolve("appendonly.aof");
        // The checker calls an empty file an error; a server that wrote nothing left one.
        return Files.exists(single) && Files.size(single) > 0 ? Optional.of(single) : Optional.empty();
    }

    /** An old server would start empty beside the directory of a newer one, as if nothing had ever been counted. */
    private static void refuseNewerLayout(Path dataDir, RedisBinary binary) {
        if (binary.bundled() && Files.exists(dataDir.resolve("appendonlydir"))) {
            throw new IllegalStateException("the data in " + dataDir + " were written by Redis 7 or newer, and no"
                    + " redis-server or valkey-server is on the PATH any more. " + RedisBinary.installHint());
        }
    }

    private static void fix(Path dataDir, Path checker, Path file) throws IOException, InterruptedException {
        Path report = dataDir.resolve("redis-check-aof.log");
        Process check = new ProcessBuilder(checker.toString(), "--fix", file.toString())
                .directory(dataDir.toFile())
                .redirectErrorStream(true)
                .redirectOutput(report.toFile())
                .start();
        answerYes(check);
        if (!check.waitFor(REPAIR_TIMEOUT_MINUTES, TimeUnit.MINUTES)) {
            check.destroyForcibly();
            throw new IOException("checking " + file + " took over " + REPAIR_TIMEOUT_MINUTES + " minutes");
        }
        judge(check.exitValue(), file, report);
    }

    private static void judge(int exitCode, Path file, Path report) throws IOException {
        String output = Files.readString(report, StandardCharsets.UTF_8).strip();
        if (exitCode != 0) {
            throw new IOException(file + " cannot be repaired (see " + report
                    + "). Move it aside and start again: today's counters come back from the log. " + output);
        }
        if (output.contains("Successfully truncated")) {
            LOG.warn("the last start of Redis ended abruptly; cut the damaged tail of {}", file);
        }
    }

    /** The checker asks before it cuts. One that has nothing to cut is gone before it reads the answer. */
    private static void answerYes(Process check) {
        try (var answer = check.outputWriter(StandardCharsets.UTF_8)) {
            answer.write("y\n");
        } catch (IOException alreadyGone) {
            LOG.debug("the checker did not ask", alreadyGone);
        }
    }
}
