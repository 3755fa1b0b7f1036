package io.rollcall.embedded;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One Redis server as a child process, on loopback only, with an append-only file that is synced every second and no
 * eviction. A server outlives the death of its parent; the next start on the same directory finds and stops it, and
 * repairs what it left.
 */
public final class EmbeddedRedis implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRedis.class);
    private static final String PID_FILE = "redis.pid";
    private static final String LOG_FILE = "redis.log";
    private static final int START_ATTEMPTS = 3;
    private static final long POLL_MILLIS = 20;
    private static final long START_TIMEOUT_NANOS = TimeUnit.MINUTES.toNanos(5);
    private static final long STOP_TIMEOUT_SECONDS = 30;

    private final Process process;
    private final int port;

    private EmbeddedRedis(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts a server on a free port. */
    public static EmbeddedRedis start(Path dataDir) {
        return start(dataDir, 0);
    }

    /**
     * Starts a server, on the data of an earlier one if there are any, and returns when it has loaded them.
     *
     * @param dataDir made when absent; belongs to one server at a time
     * @param port 0 for a free one
     * @throws IllegalStateException when the port is taken, no server fits this machine, or it does not start
     */
    public static EmbeddedRedis start(Path dataDir, int port) {
        return start(dataDir, port, RedisBinary.find(dataDir.toAbsolutePath()));
    }

    /** {@link #start(Path, int)} of a server that was chosen by the caller. */
    public static EmbeddedRedis start(Path dataDir, int port, RedisBinary binary) {
        return start(dataDir, port, binary, List.of());
    }

    /**
     * {@link #start(Path, int)} with more options, such as a port for TLS beside the one that is open to this machine.
     *
     * @param options as on the server's command line: {@code --name value}, each word for itself
     */
    public static EmbeddedRedis start(Path dataDir, int port, RedisBinary binary, List<String> options) {
        Path directory = dataDir.toAbsolutePath();
        try {
            Files.createDirectories(directory);
            OrphanedRedis.stop(directory, directory.resolve(PID_FILE));
            AppendOnlyFile.repair(directory, binary);
            return launch(directory, port, binary, options);
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot start Redis in " + directory + ": " + failed.getMessage(), failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Redis was starting", interrupted);
        }
    }

    /** The address where clients connect: {@code redis://127.0.0.1:PORT}. */
    public String url() {
        return "redis://" + Loopback.HOST + ':' + port;
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** Completes with the exit code when the server ends, whoever ended it. */
    CompletableFuture<Integer> ended() {
        return process.onExit().thenApply(Process::exitValue);
    }

    /** Stops the server after it wrote everything out. */
    @Override
    public void close() {
        if (process.isAlive()) {
            shutDown();
        }
    }

    /** Kills the server with SIGKILL and returns when it is gone: for tests of what survives that. */
    public void kill() {
        process.destroyForcibly();
        requireGone();
    }

    /** A free port may be gone when the server binds it, so another is tried; a port that was asked for is not traded. */
    private static EmbeddedRedis launch(Path directory, int port, RedisBinary binary, List<String> options)
            throws IOException, InterruptedException {
        int attempts = port == 0 ? START_ATTEMPTS : 1;
        for (int attempt = 1; attempt <= attempts; attempt++) {
            int chosen = Loopback.freePorts(port).get(0);
            EmbeddedRedis redis = new EmbeddedRedis(process(directory, chosen, binary, options), chosen);
            if (redis.answersBeforeItExits()) {
                return redis;
            }
        }
        throw new IllegalStateException("the Redis server " + binary.server() + " ends as soon as it starts: "
                + lastLogLine(directory) + " (more in " + directory.resolve(LOG_FILE) + "). "
                + RedisBinary.installHint());
    }

    private static Process process(Path directory, int port, RedisBinary binary, List<String> options)
            throws IOException {
        List<String> command = new ArrayList<>(ownSession());
        command.addAll(List.of(binary.server().toAbsolutePath().toString(), "--port", Integer.toString(port)));
        command.addAll(List.of("--bind", Loopback.HOST, "--dir", directory.toString()));
        command.addAll(List.of("--appendonly", "yes", "--appendfsync", "everysec", "--save", ""));
        command.addAll(List.of("--maxmemory-policy", "noeviction", "--daemonize", "no"));
        command.addAll(List.of("--pidfile", directory.resolve(PID_FILE).toString()));
        command.addAll(List.of("--logfile", directory.resolve(LOG_FILE).toString()));
        command.addAll(options);
        // What it says before it opens its log, such as a missing library, belongs there too.
        ProcessBuilder.Redirect log =
                ProcessBuilder.Redirect.appendTo(directory.resolve(LOG_FILE).toFile());
        return new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start();
    }

    /** Ctrl-C goes to every process of the terminal's group; in a session of its own Redis lives until we are done with it. */
    private static List<String> ownSession() {
        String searchPath = System.getenv("PATH");
        return Stream.of((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                .map(directory -> Path.of(directory, "setsid"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(setsid -> List.of(setsid.toString()))
                .orElse(List.of());
    }

    /** Whoever gives up waiting for a server leaves none behind. */
    private boolean answersBeforeItExits() throws IOException, InterruptedException {
        try {
            return answersInTime();
        } catch (IOException | InterruptedException givenUp) {
            process.destroyForcibly();
            throw givenUp;
        }
    }

    private boolean answersInTime() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START_TIMEOUT_NANOS;
        while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
            if (isReady()) {
                return true;
            }
            if (System.nanoTime() > deadline) {
                throw new IOException("the Redis server did not load its data within 5 minutes");
            }
        }
        return false;
    }

    private boolean isReady() throws IOException {
        try {
            return RedisConnection.ask(port, "PING").equals("+PONG");
        } catch (ConnectException notYet) {
            LOG.trace("Redis does not listen yet", notYet);
            return false;
        }
    }

    private void shutDown() {
        try {
            long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(STOP_TIMEOUT_SECONDS);
            while (isRefused(RedisConnection.ask(port, "SHUTDOWN")) && System.nanoTime() < deadline) {
                LOG.debug("Redis does not want to stop yet");
            }
        } catch (IOException unanswered) {
            LOG.warn("Redis did not take SHUTDOWN; sending SIGTERM", unanswered);
            process.destroy();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Redis was stopping", interrupted);
        }
        requireGone();
    }

    /**
     * Says whether a reply refuses, as it does while the server writes its first append-only file, after {@code CONFIG
     * SET appendonly yes}.
     */
    private boolean isRefused(String reply) throws InterruptedException {
        return reply.startsWith("-") && !process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void requireGone() {
        try {
            if (!process.waitFor(STOP_TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the Redis server " + pid() + " did not stop within "
                        + STOP_TIMEOUT_SECONDS + " s and was killed; up to a second of its data is lost");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while Redis was stopping", interrupted);
        }
    }

    private static String lastLogLine(Path directory) throws IOException {
        try (Stream<String> lines = Files.lines(directory.resolve(LOG_FILE))) {
            return lines.filter(line -> !line.isBlank())
                    .reduce((earlier, later) -> later)
                    .orElse("it said nothing");
        }
    }
}
