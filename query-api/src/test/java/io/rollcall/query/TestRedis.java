package io.rollcall.query;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedRedis;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One Redis for all tests of the module. */
public final class TestRedis implements QuarkusTestResourceLifecycleManager {
    private static @Nullable EmbeddedRedis server;
    private static @Nullable Path directory;

    @Override
    public Map<String, String> start() {
        return Map.of("quarkus.redis.hosts", url());
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
            server = null;
        }
    }

    public static synchronized String url() {
        return running().url();
    }

    /** Empties it. */
    public static void wipe() {
        tell("FLUSHALL");
    }

    /** Has it do something, as an operator would. */
    public static void tell(String command) {
        try (Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), running().port());
                BufferedReader reply =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write((command + "\r\n").getBytes(StandardCharsets.US_ASCII));
            String answer = reply.readLine();
            if (!"+OK".equals(answer)) {
                throw new IllegalStateException("Redis answered " + command + " with " + answer);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** How often that command was called since it was started. */
    public static long calls(String command) {
        try (Socket socket =
                        new Socket(InetAddress.getLoopbackAddress(), running().port());
                BufferedReader reply =
                        new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
            socket.getOutputStream().write("INFO commandstats\r\nQUIT\r\n".getBytes(StandardCharsets.US_ASCII));
            String beginning = "cmdstat_" + command + ":calls=";
            return reply.lines()
                    .filter(line -> line.startsWith(beginning))
                    .mapToLong(line -> Long.parseLong(line.substring(beginning.length(), line.indexOf(','))))
                    .sum();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Takes it away while something runs, and brings it back on the same port. */
    public static void without(Runnable meanwhile) {
        int port = running().port();
        running().kill();
        try {
            meanwhile.run();
        } finally {
            server = EmbeddedRedis.start(dataDir(), port);
        }
    }

    /** Stops it while something runs: it takes connections and calls, and answers nothing. */
    public static void silent(Runnable meanwhile) {
        long pid = running().pid();
        signal("STOP", pid);
        try {
            meanwhile.run();
        } finally {
            signal("CONT", pid);
        }
    }

    private static void signal(String signal, long pid) {
        try {
            int exit = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("kill -" + signal + " ended with " + exit);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", ended);
        }
    }

    private static synchronized EmbeddedRedis running() {
        EmbeddedRedis redis = server;
        if (redis == null) {
            redis = EmbeddedRedis.start(dataDir());
            server = redis;
        }
        return redis;
    }

    private static Path dataDir() {
        Path dir = directory;
        if (dir == null) {
            try {
                dir = Files.createTempDirectory(Path.of("target"), "redis");
            } catch (IOException failed) {
                throw new UncheckedIOException(failed);
            }
            directory = dir;
        }
        return dir;
    }
}
