package io.rollcall.standalone.faults;

import io.rollcall.embedded.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process of its own that can be killed, frozen and thawed. It does not outlive the tests. */
public final class ServerProcess {
    private final Process process;

    private ServerProcess(Process process) {
        this.process = process;
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    }

    /** A small JVM. What it prints is added to the log. */
    public static ServerProcess java(Path log, Map<String, String> environment, String... arguments) {
        return java(512, log, environment, arguments);
    }

    /** A JVM with that much heap. */
    public static ServerProcess java(int heapMib, Path log, Map<String, String> environment, String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + heapMib + "m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(arguments));
        return start(log, environment, command);
    }

    /** Any program. What it prints is added to the log. */
    public static ServerProcess start(Path log, Map<String, String> environment, List<String> command) {
        return start(Path.of("").toAbsolutePath(), log, environment, command);
    }

    /** Any program, in a directory. What it prints is added to the log. */
    public static ServerProcess start(Path directory, Path log, Map<String, String> environment, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            return new ServerProcess(builder.start());
        } catch (IOException notStarted) {
            throw new UncheckedIOException(notStarted);
        }
    }

    /** SIGKILL. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd();
    }

    /** SIGTERM, and SIGKILL where that does not help. */
    void stop() {
        process.destroy();
        if (!awaitEnd()) {
            kill();
        }
    }

    /** SIGTERM. Returns the exit code of a process that has ended by then. */
    public int terminate(Duration patience) throws InterruptedException {
        process.destroy();
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("did not stop within " + patience + " of SIGTERM: " + process.pid());
        }
        return process.exitValue();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Whether one of its process group is there, of which it was the leader. */
    public boolean hasGroup() throws IOException, InterruptedException {
        return new ProcessBuilder("kill", "-0", "--", "-" + process.pid())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }

    /** The memory that it holds, in words. */
    public String resident() throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (!Files.exists(status)) {
            return "not known";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("not known");
    }

    /** The bytes of its objects that are in use: a JVM counts them after tidying up. */
    long liveBytes() throws IOException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        Process counting = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.class_histogram")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader lines = counting.inputReader()) {
            return lines.lines()
                    .filter(line -> line.startsWith("Total"))
                    .mapToLong(line -> Long.parseLong(line.strip().split(" +", -1)[2]))
                    .findFirst()
                    .orElseThrow(() -> new IOException("it does not say what it holds: " + process.pid()));
        }
    }

    long threads() throws IOException {
        return entries("task");
    }

    long openFiles() throws IOException {
        return entries("fd");
    }

    private long entries(String of) throws IOException {
        try (Stream<Path> entries = Files.list(Path.of("/proc", Long.toString(process.pid()), of))) {
            return entries.count();
        }
    }

    /** SIGSTOP: it is there, and does nothing. */
    public void freeze() {
        Signal.STOP.send(process.pid());
    }

    /** SIGCONT: it goes on with what it had in hand. */
    public void thaw() {
        Signal.CONT.send(process.pid());
    }

    private boolean awaitEnd() {
        try {
            return process.waitFor(30, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
