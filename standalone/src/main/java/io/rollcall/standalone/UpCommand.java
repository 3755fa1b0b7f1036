package io.rollcall.standalone;

import io.quarkus.runtime.Quarkus;
import io.rollcall.standalone.disk.BrokerEnd;
import io.rollcall.standalone.keys.KeyStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Starts the servers, then the services on top of them; stops them in the opposite order. */
@Command(
        name = "up",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Runs the whole system in one process, with its own Kafka and Redis, on one port.",
            "Ctrl-C stops it.",
            "",
            "The data survive a restart, a kill and a crash. With no write keys configured it",
            "serves this machine only."
        })
final class UpCommand implements Callable<Integer> {
    /** The levels of loggers that are too loud. They are held here, as a logger that nobody holds forgets its level. */
    private static final Map<Logger, Level> QUIET = Map.of(
            Logger.getLogger("org.apache.kafka"), Level.WARNING,
            Logger.getLogger("kafka"), Level.WARNING,
            Logger.getLogger("state.change.logger"), Level.WARNING,
            Logger.getLogger("org.apache.kafka.controller.QuorumController"), Level.SEVERE,
            Logger.getLogger("org.apache.kafka.clients.NetworkClient"), Level.SEVERE,
            Logger.getLogger("javax.management"), Level.INFO,
            Logger.getLogger("java.lang.ProcessBuilder"), Level.INFO);

    private static final int MAX_PORT = 65_535;

    @Option(names = "--demo", description = "adds simulated clients and 60 days of their history")
    private boolean demo;

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "8080",
            description = "the one port (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            defaultValue = "${sys:rollcall.data:-.rollcall/data}",
            description = {"where the data live, made when absent", "(default: .rollcall/data beside this script)"})
    private Path data = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (port < 1 || port > MAX_PORT) {
            throw new ParameterException(spec.commandLine(), "--port must lie in 1.." + MAX_PORT);
        }
        // The process may end as soon as the signal's resource is closed, so that comes last.
        try (StopSignal stop = StopSignal.install()) {
            try (DataDirectory directory = DataDirectory.claim(data)) {
                requireFreePort(port);
                run(directory, stop);
            }
            say("stopped");
        }
        return 0;
    }

    private void run(DataDirectory directory, StopSignal stop) throws IOException {
        if (BrokerEnd.isFull(directory.path())) {
            throw new CannotStartException(
                    "the disk of " + directory + " is full; make room there, or name another directory with --data");
        }
        say("starting Redis and Kafka, data in " + directory);
        quiet();
        BrokerEnd.endsTheProcess(directory.path(), directory.log());
        try (Servers servers = Servers.start(directory)) {
            if (!stop.requested()) {
                say("starting the services");
                configure(directory, servers);
                runServices();
            }
            say("stopping");
        }
    }

    /** By system property, which outranks every other source: these are facts of this process, not settings. */
    private void configure(DataDirectory directory, Servers servers) throws IOException {
        System.setProperty("quarkus.http.port", Integer.toString(port));
        System.setProperty("quarkus.log.file.enabled", "true");
        System.setProperty("quarkus.log.file.path", directory.log().toString());
        System.setProperty("kafka.bootstrap.servers", servers.kafka().bootstrapServers());
        System.setProperty("quarkus.redis.hosts", servers.redis().url());
        System.setProperty("rollcall.lake.directory", directory.lake().toString());
        System.setProperty("rollcall.disk.directory", directory.toString());
        System.setProperty("rollcall.demo.enabled", Boolean.toString(demo));
        KeyStore.begin(directory.keys());
        if (demo) {
            DemoTitles.write(directory.path());
        }
    }

    private static void runServices() {
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Quarkus.run(RunningServices.class, (exitCode, cause) -> failure.set(cause));
        Throwable cause = failure.get();
        if (cause != null) {
            Mistakes.in(cause).ifPresent(mistakes -> {
                throw new CannotStartException(mistakes, cause);
            });
            throw new IllegalStateException("the services do not start", cause);
        }
    }

    /**
     * Before logging is configured everything is kept, and printed when the start fails: Kafka's thousands of lines would bury
     * the one that helps. The configuration says the same of these categories.
     */
    private static void quiet() {
        QUIET.forEach(Logger::setLevel);
    }

    private static void requireFreePort(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        } catch (IOException | IllegalArgumentException taken) {
            throw new CannotStartException(
                    "port " + port + " cannot be used (" + taken.getMessage()
                            + "); stop what listens there, or name another one with --port",
                    taken);
        }
    }

    private static void say(String what) {
        System.err.println("rollcall: " + what);
    }
}
