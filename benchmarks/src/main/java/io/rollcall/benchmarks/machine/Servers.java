package io.rollcall.benchmarks.machine;

import io.rollcall.embedded.EmbeddedServers;
import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Kafka and Redis, in a process of their own. */
public final class Servers implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Pattern KAFKA = Pattern.compile("^kafka=(.+)$", Pattern.MULTILINE);
    private static final Pattern REDIS = Pattern.compile("^redis=(.+)$", Pattern.MULTILINE);
    private static final Pattern READY = Pattern.compile("^(ready)$", Pattern.MULTILINE);

    private final ChildProcess process;
    private final String bootstrapServers;
    private final String redis;

    private Servers(ChildProcess process) {
        this.process = process;
        this.bootstrapServers = process.await(KAFKA, PATIENCE);
        this.redis = process.await(REDIS, PATIENCE);
        process.await(READY, PATIENCE);
    }

    /** Starts both, with empty data. */
    public static Servers start(Repository repository, Scratch scratch) {
        return new Servers(ChildProcess.start(
                "the process with Kafka",
                scratch.file("servers.log"),
                List.of(
                        Repository.java(),
                        "-Xmx1g",
                        "-cp",
                        repository.classPath(),
                        EmbeddedServers.class.getName(),
                        scratch.file("servers").toString())));
    }

    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** The address of Redis. */
    public String redis() {
        return redis;
    }

    public Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
