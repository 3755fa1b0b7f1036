package io.rollcall.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * One Kafka broker in this process, its own KRaft controller, on loopback only. Topics are never created by accident:
 * who needs one creates it. What was acknowledged survives the death of the process, but with one replica not the loss
 * of power.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** The largest batch of records the broker takes. */
    public static final int MAX_MESSAGE_BYTES = 10 << 20;

    private static final int NODE_ID = 1;
    private static final String BROKER = "BROKER";
    private static final String CONTROLLER = "CONTROLLER";

    private final KafkaRaftServer server;

    /** By the names of the listeners. */
    private final Map<String, Integer> ports;

    private EmbeddedKafka(KafkaRaftServer server, Map<String, Integer> ports) {
        this.server = server;
        this.ports = Map.copyOf(ports);
    }

    /** Starts a broker on a free port. */
    public static EmbeddedKafka start(Path dataDir) {
        return start(dataDir, 0);
    }

    /**
     * Starts a broker, on the data of an earlier one if there are any, and returns when it answers.
     *
     * @param dataDir made when absent; belongs to one broker at a time
     * @param port 0 for a free one
     * @throws IllegalStateException when the port is taken or the directory cannot be formatted
     */
    public static EmbeddedKafka start(Path dataDir, int port) {
        return start(dataDir, port, Map.of(), Map.of());
    }

    /**
     * Starts a broker that sends its clients to another port than its own: that of a proxy before it.
     *
     * @param port 0 for a free one
     * @param advertisedPort 0 where clients reach the broker itself
     */
    public static EmbeddedKafka start(Path dataDir, int port, int advertisedPort) {
        return start(
                dataDir,
                port,
                Map.of(),
                advertisedPort == 0
                        ? Map.of()
                        : Map.of("advertised.listeners", BROKER + "://" + address(advertisedPort)));
    }

    /**
     * Starts a broker that is reached in other ways, too, for tests of who may come in.
     *
     * @param more names of further listeners, in capital letters, each with its protocol ({@code SSL}, {@code
     *     SASL_SSL}). The first stays open to everybody on this machine; an authorizer knows who comes by it as
     *     ANONYMOUS
     * @param settings of the broker, beside its own
     */
    public static EmbeddedKafka start(Path dataDir, int port, Map<String, String> more, Map<String, String> settings) {
        List<String> listeners = Stream.concat(Stream.of(BROKER, CONTROLLER), more.keySet().stream())
                .toList();
        int[] wanted = new int[listeners.size()];
        wanted[0] = port;
        List<Integer> free = Loopback.freePorts(wanted);
        Map<String, Integer> ports = new LinkedHashMap<>();
        for (int i = 0; i < listeners.size(); i++) {
            ports.put(listeners.get(i), free.get(i));
        }
        Properties all = settings(format(dataDir.toAbsolutePath()));
        listeners(all, ports, more);
        all.putAll(settings);
        KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(all, false), Time.SYSTEM);
        server.startup();
        return new EmbeddedKafka(server, ports);
    }

    /** The address where clients begin: {@code 127.0.0.1:PORT}. */
    public String bootstrapServers() {
        return bootstrapServers(BROKER);
    }

    /** The same for those who come by another listener. */
    public String bootstrapServers(String listener) {
        Integer port = ports.get(listener);
        if (port == null) {
            throw new IllegalArgumentException("the broker has no listener " + listener);
        }
        return address(port);
    }

    private static String address(int port) {
        return Loopback.HOST + ':' + port;
    }

    /**
     * Says what to do when a broker of this process cannot go on, for instance because its disk is full. Without it, Kafka halts
     * the process without a word.
     *
     * @param heir is run once, on one of the broker's threads, and must not wait for the broker
     */
    public static void onDeath(Runnable heir) {
        BrokerDeath.tell(heir);
    }

    /** Stops the broker cleanly: the next start has no log to recover. One that died is left as it lies. */
    @Override
    public void close() {
        if (BrokerDeath.hasHappened()) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
    }

    private static Path format(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot make the data directory " + directory, unwritable);
        }
        if (Files.notExists(directory.resolve(MetaPropertiesEnsemble.META_PROPERTIES_NAME))) {
            formatEmpty(directory);
        }
        return directory;
    }

    private static void formatEmpty(Path directory) {
        try (PrintStream unprinted = new PrintStream(OutputStream.nullOutputStream())) {
            new Formatter()
                    .setPrintStream(unprinted)
                    .setClusterId(Uuid.randomUuid().toString())
                    .setNodeId(NODE_ID)
                    .setControllerListenerName(CONTROLLER)
                    .setMetadataLogDirectory(directory.toString())
                    .addDirectory(directory.toString())
                    .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
                    .run();
        } catch (Exception unformatted) {
            throw new IllegalStateException(
                    "cannot format " + directory + " for Kafka: " + unformatted.getMessage(), unformatted);
        }
    }

    private static Properties settings(Path directory) {
        Properties settings = new Properties();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("log.dirs", directory.toString());
        oneReplica(settings);
        smallMachine(settings);
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put("replica.fetch.max.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        settings.put("group.initial.rebalance.delay.ms", "0");
        return settings;
    }

    private static void listeners(Properties settings, Map<String, Integer> ports, Map<String, String> more) {
        String all = ports.entrySet().stream()
                .map(listener -> listener.getKey() + "://" + address(listener.getValue()))
                .collect(Collectors.joining(","));
        settings.put("listeners", all);
        settings.put(
                "advertised.listeners",
                Stream.of(all.split(","))
                        .filter(listener -> !listener.startsWith(CONTROLLER))
                        .collect(Collectors.joining(",")));
        settings.put("inter.broker.listener.name", BROKER);
        settings.put("controller.listener.names", CONTROLLER);
        settings.put(
                "listener.security.protocol.map",
                ports.keySet().stream()
                        .map(listener -> listener + ':' + more.getOrDefault(listener, "PLAINTEXT"))
                        .collect(Collectors.joining(",")));
        // A static voter, so that the next start may have another port.
        settings.put("controller.quorum.voters", NODE_ID + "@" + address(ports.getOrDefault(CONTROLLER, 0)));
    }

    private static void oneReplica(Properties settings) {
        for (String topic : List.of("offsets.topic", "transaction.state.log", "share.coordinator.state.topic")) {
            settings.put(topic + ".replication.factor", "1");
            settings.put(topic + ".num.partitions", "4");
        }
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("min.insync.replicas", "1");
    }

    /** Threads and buffers for one laptop; the cleaner alone would take 128 MiB of heap by default. */
    private static void smallMachine(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20));
        // A broker is let in with a heartbeat; after a kill, only once the session of the killed one is over.
        settings.put("broker.heartbeat.interval.ms", "500");
        settings.put("broker.session.timeout.ms", "5000");
    }
}
