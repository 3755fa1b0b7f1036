package io.rollcall.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A standalone cluster on the loopback address: a master and workers, each in a process of its own. */
final class SparkCluster implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern MASTER = Pattern.compile("Starting Spark master at (spark://\\S+)");
    private static final Pattern REGISTERED = Pattern.compile("(Successfully registered with master)");

    private final SparkHome home;
    private final Path directory;
    private final List<Process> processes = new ArrayList<>();

    /**
     * A cluster of which nothing runs yet.
     *
     * @param directory for logs and for what the workers write
     */
    SparkCluster(SparkHome home, Path directory) {
        this.home = home;
        this.directory = directory;
    }

    /** Starts it and returns the master's address. */
    String start(int workers) throws IOException {
        Path log = directory.resolve("master.log");
        processes.add(
                home.daemon(log, "org.apache.spark.deploy.master.Master", "--host 127.0.0.1 --port 0 --webui-port 0"));
        String master = said(MASTER, log);
        for (int worker = 0; worker < workers; worker++) {
            processes.add(home.daemon(
                    log(worker),
                    "org.apache.spark.deploy.worker.Worker",
                    "--host 127.0.0.1 --port 0 --webui-port 0 --cores 1 --memory 600m --work-dir " + work(worker) + " "
                            + master));
        }
        for (int worker = 0; worker < workers; worker++) {
            said(REGISTERED, log(worker));
        }
        return master;
    }

    private Path log(int worker) {
        return directory.resolve("worker-" + worker + ".log");
    }

    private Path work(int worker) {
        return directory.resolve("work-" + worker);
    }

    /** Runs a command to its end and returns what it wrote. */
    String run(String command, Path workingDirectory) throws IOException, InterruptedException {
        Path log = directory.resolve("command.log");
        Process process = home.shell(log, workingDirectory, command);
        processes.add(process);
        boolean ended = process.waitFor(2 * PATIENCE.toSeconds(), TimeUnit.SECONDS);
        String output = Files.readString(log);
        assertThat(ended).as("the command's end; it wrote:%n%s", output).isTrue();
        assertThat(process.exitValue())
                .as("exit code of the command; it wrote:%n%s", output)
                .isZero();
        return output;
    }

    /** How many jobs have run on a worker. */
    long jobs(int worker) throws IOException {
        try (Stream<Path> jobs = Files.list(work(worker))) {
            return jobs.count();
        }
    }

    /** Waits until a process has said something. */
    private static String said(Pattern wanted, Path log) {
        return await("in " + log + ": " + wanted)
                .atMost(PATIENCE)
                .until(() -> wanted.matcher(read(log)), Matcher::find)
                .group(1);
    }

    private static String read(Path log) {
        try {
            return Files.readString(log);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Ends all processes, and waits for their end and for that of what they have started. */
    @Override
    public void close() {
        List<ProcessHandle> all = processes.stream()
                .map(Process::toHandle)
                .flatMap(process -> Stream.concat(process.descendants(), Stream.of(process)))
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(process -> process.onExit().join());
    }
}
