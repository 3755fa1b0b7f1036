package io.rollcall.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server that a killed process left running on a data directory. Two servers on one append-only file ruin it. */
final class OrphanedRedis {
    private static final Logger LOG = LoggerFactory.getLogger(OrphanedRedis.class);
    private static final long STOP_TIMEOUT_SECONDS = 20;
    private static final Duration CLOCK_GRAIN = Duration.ofSeconds(2);

    private OrphanedRedis() {}

    /** Stops the orphan of this directory, if there is one, and returns when it is gone. */
    static void stop(Path dataDir, Path pidFile) throws IOException, InterruptedException {
        Optional<ProcessHandle> orphan = find(dataDir, pidFile);
        if (orphan.isPresent()) {
            LOG.info(
                    "stopping the Redis server {} that an earlier process left behind",
                    orphan.get().pid());
            stop(orphan.get());
        }
        Files.deleteIfExists(pidFile);
    }

    /**
     * The process that the pid file names, if it is the one that wrote it. A process id may have gone to somebody else
     * since, so it must look like a Redis server, have started before the file was written, and work in this directory.
     */
    static Optional<ProcessHandle> find(Path dataDir, Path pidFile) throws IOException {
        if (Files.notExists(pidFile)) {
            return Optional.empty();
        }
        String pid = Files.readString(pidFile, StandardCharsets.UTF_8).strip();
        if (!pid.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        Instant written = Files.getLastModifiedTime(pidFile).toInstant();
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(OrphanedRedis::isServer)
                .filter(process -> startedBefore(process, written.plus(CLOCK_GRAIN)))
                .filter(process -> worksIn(process, dataDir));
    }

    private static boolean isServer(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString())
                .filter(name -> name.contains("redis") || name.contains("valkey"))
                .isPresent();
    }

    private static boolean startedBefore(ProcessHandle process, Instant moment) {
        return process.info().startInstant().filter(moment::isAfter).isPresent();
    }

    /**
     * Says whether a process works in a directory, where the system tells (Linux): a copied directory has a copied pid
     * file, which names the original's server.
     */
    private static boolean worksIn(ProcessHandle process, Path dataDir) {
        Path workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
        try {
            return Files.notExists(Path.of("/proc/self/cwd")) || Files.isSameFile(workingDirectory, dataDir);
        } catch (IOException gone) {
            LOG.debug("process {} is gone or somebody else's", process.pid(), gone);
            return false;
        }
    }

    private static void stop(ProcessHandle server) throws InterruptedException {
        // On SIGTERM a server writes its append-only file out, as on SHUTDOWN; no password or port is needed.
        server.destroy();
        if (!isGone(server)) {
            LOG.warn("Redis server {} did not stop within {} s; killing it", server.pid(), STOP_TIMEOUT_SECONDS);
            server.destroyForcibly();
            if (!isGone(server)) {
                throw new IllegalStateException("the Redis server " + server.pid()
                        + " holds the data directory and cannot be stopped: end it and start again");
            }
        }
    }

    private static boolean isGone(ProcessHandle server) throws InterruptedException {
        try {
            server.onExit().get(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (ExecutionException impossible) {
            throw new IllegalStateException("waiting for process " + server.pid() + " failed", impossible);
        }
    }
}
