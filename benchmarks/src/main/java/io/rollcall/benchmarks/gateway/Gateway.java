package io.rollcall.benchmarks.gateway;

import io.rollcall.benchmarks.machine.ChildProcess;
import io.rollcall.benchmarks.machine.Repository;
import io.rollcall.benchmarks.machine.Scratch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The gateway, in a process of its own. */
final class Gateway implements AutoCloseable {
    private static final Pattern PORT = Pattern.compile("Listening on: http://[^ ]*:(\\d+)");
    private static final Pattern LOG_OPEN = Pattern.compile("(The event log is open)");
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final ChildProcess process;
    private final int port;

    private Gateway(ChildProcess process) {
        this.process = process;
        process.await(LOG_OPEN, PATIENCE);
        this.port = Integer.parseInt(process.await(PORT, PATIENCE));
    }

    /**
     * Starts it, with the topics it makes for itself.
     *
     * @param settings more of them, as {@code NAME=VALUE}
     */
    static Gateway start(Repository repository, Scratch scratch, String bootstrapServers, String... settings) {
        // The collector that docs/guides/operate.md has in production.
        List<String> command =
                new ArrayList<>(List.of(Repository.java(), "-Xmx512m", "-XX:+UseParallelGC", "-Dquarkus.http.port=0"));
        command.addAll(ProducerSettings.forGateway(bootstrapServers));
        Stream.of(settings).map(setting -> "-D" + setting).forEach(command::add);
        command.addAll(List.of("-jar", repository.gatewayJar().toString()));
        return new Gateway(ChildProcess.start("the gateway", scratch.file("gateway.log"), command));
    }

    int port() {
        return port;
    }

    Duration cpu() {
        return process.cpu();
    }

    @Override
    public void close() {
        process.close();
    }
}
