package io.rollcall.lakehouse;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The service as it is deployed, in a process of its own, committing ten times a second. */
public final class ServiceProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target", "quarkus-app", "quarkus-run.jar");

    private final Process process;

    private ServiceProcess(Process process) {
        this.process = process;
    }

    /**
     * Starts it.
     *
     * @param output where it writes what it has to say
     * @param settings more of them, {@code key=value}
     */
    public static ServiceProcess start(String bootstrapServers, Path lake, Path output, String... settings) {
        if (!Files.exists(JAR)) {
            throw new IllegalStateException("package the module first: there is no " + JAR.toAbsolutePath());
        }
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dquarkus.http.port=0",
                "-Dkafka.bootstrap.servers=" + bootstrapServers,
                "-Drollcall.lake.directory=" + lake,
                "-Drollcall.archive.interval=100ms",
                "-Drollcall.archive.idle-interval=1s",
                "-Drollcall.archive.memory=1M"));
        for (String setting : settings) {
            command.add("-D" + setting);
        }
        command.addAll(List.of("-jar", JAR.toString()));
        try {
            return new ServiceProcess(new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(new File(output.toString())))
                    .start());
        } catch (IOException unstarted) {
            throw new UncheckedIOException(unstarted);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** As kill -9 does. */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** As a stop of the service does; returns the exit code. */
    public int stop() {
        process.destroy();
        return process.onExit().join().exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
