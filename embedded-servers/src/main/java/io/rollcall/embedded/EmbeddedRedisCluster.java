package io.rollcall.embedded;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A Redis Cluster on loopback, for tests: three masters and three replicas that elect, fail over and migrate slots as a
 * real one does, only sooner. It is made here rather than in some test's directory because the tests of several modules
 * need it, and a build without tests has no test jars.
 */
public final class EmbeddedRedisCluster implements AutoCloseable {
    private static final int MASTERS = 3;
    private static final int SLOTS = 16_384;

    /** A node's second port, for its talk with the others, lies this much above the first. */
    private static final int BUS = 10_000;

    private static final int LOWEST_PORT = 11_000;
    private static final int HIGHEST_PORT = 21_000;
    private static final int PORT_ATTEMPTS = 200;
    private static final long POLL_MILLIS = 20;
    private static final long PATIENCE_SECONDS = 60;

    private final List<RedisNode> nodes;

    private EmbeddedRedisCluster(List<RedisNode> nodes) {
        this.nodes = nodes;
    }

    /** {@link #start(Path, RedisBinary)} of the installed server, or else of the jar's. */
    public static EmbeddedRedisCluster start(Path dataDir) {
        return start(dataDir, RedisBinary.find(dataDir.toAbsolutePath()));
    }

    /**
     * Starts six empty servers, makes them a cluster, and returns when it serves all slots and every replica follows.
     *
     * @param dataDir an empty directory
     * @throws IllegalStateException when it does not come together within a minute
     */
    public static EmbeddedRedisCluster start(Path dataDir, RedisBinary binary) {
        List<RedisNode> started = new ArrayList<>();
        EmbeddedRedisCluster cluster = new EmbeddedRedisCluster(started);
        try {
            for (int node = 0; node < 2 * MASTERS; node++) {
                started.add(RedisNode.start(dataDir.resolve("node-" + node), freePort(), binary));
            }
            cluster.assemble();
            return cluster;
        } catch (RuntimeException failed) {
            cluster.close();
            throw failed;
        }
    }

    public List<RedisNode> nodes() {
        return List.copyOf(nodes);
    }

    /** The addresses of all nodes, as clients are given them. */
    public List<String> urls() {
        return nodes.stream().map(RedisNode::url).toList();
    }

    /** The nodes that are alive and take themselves for masters. */
    public List<RedisNode> masters() {
        return nodes.stream().filter(RedisNode::isMaster).toList();
    }

    /**
     * The node that replicates a master.
     *
     * @throws IllegalStateException when there is none at the moment
     */
    public RedisNode replicaOf(RedisNode master) {
        String port = Integer.toString(master.port());
        return nodes.stream()
                .filter(node -> node != master
                        && node.follows()
                        && node.ask("ROLE").get(2).equals(port))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no replica of port " + port));
    }

    /** The master of a key's slot, as the masters themselves see it. */
    public RedisNode ownerOf(String key) {
        int slot = slotOf(key);
        return masters().stream()
                .filter(node -> owns(node, slot))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("nobody owns slot " + slot));
    }

    public int slotOf(String key) {
        return Integer.parseInt(masters().get(0).ask("CLUSTER KEYSLOT " + key).get(0));
    }

    /** Says whether every slot is served and every master has a replica that follows it, in the eyes of every node. */
    public boolean isWhole() {
        return masters().size() == MASTERS
                && nodes.stream().filter(RedisNode::follows).count() == MASTERS
                && nodes.stream().allMatch(EmbeddedRedisCluster::seesNoFault);
    }

    /**
     * Returns when it {@link #isWhole}.
     *
     * @throws IllegalStateException after a minute
     */
    public void awaitWhole() {
        await("the cluster is not whole", this::isWhole);
    }

    /**
     * Returns when a master has heard of another's last change of slots. One that takes over a slot without that claims
     * it with a lower epoch, and gives it back to a message that was under way: then each says that the other has it.
     */
    void awaitEpochOf(RedisNode from, RedisNode to) {
        await(
                "the epoch of port " + from.port() + " did not come to port " + to.port(),
                () -> epoch(to, "cluster_current_epoch") >= epoch(from, "cluster_my_epoch"));
    }

    private static long epoch(RedisNode node, String name) {
        return lines(node, "CLUSTER INFO")
                .filter(line -> line.startsWith(name + ':'))
                .mapToLong(line -> Long.parseLong(line.substring(name.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    /** Kills what is left: there is nothing to keep. */
    @Override
    public void close() {
        nodes.forEach(RedisNode::kill);
    }

    private void assemble() {
        List<RedisNode> masters = nodes.subList(0, MASTERS);
        for (int i = 0; i < MASTERS; i++) {
            masters.get(i).ask("CLUSTER SET-CONFIG-EPOCH " + (i + 1));
            masters.get(i).ask("CLUSTER ADDSLOTS " + slots(i));
        }
        for (RedisNode node : nodes.subList(1, nodes.size())) {
            node.ask("CLUSTER MEET " + Loopback.HOST + ' ' + nodes.get(0).port());
        }
        List<String> masterIds = masters.stream().map(RedisNode::id).toList();
        for (int i = 0; i < MASTERS; i++) {
            String master = masterIds.get(i);
            RedisNode replica = nodes.get(MASTERS + i);
            await("the nodes did not meet", () -> knownTo(replica).contains(master));
            replica.ask("CLUSTER REPLICATE " + master);
        }
        awaitWhole();
    }

    private static String slots(int master) {
        return IntStream.range(0, SLOTS)
                .filter(slot -> slot * MASTERS / SLOTS == master)
                .mapToObj(Integer::toString)
                .collect(Collectors.joining(" "));
    }

    private static List<String> knownTo(RedisNode node) {
        return lines(node, "CLUSTER NODES")
                .map(line -> line.substring(0, line.indexOf(' ')))
                .toList();
    }

    private static boolean seesNoFault(RedisNode node) {
        List<String> info = lines(node, "CLUSTER INFO").toList();
        return info.contains("cluster_state:ok")
                && info.contains("cluster_slots_ok:" + SLOTS)
                && info.contains("cluster_known_nodes:" + 2 * MASTERS)
                && lines(node, "CLUSTER NODES").noneMatch(line -> line.contains("fail") || line.contains("handshake"));
    }

    private static boolean owns(RedisNode node, int slot) {
        return lines(node, "CLUSTER NODES")
                .filter(line -> line.contains("myself"))
                .flatMap(line -> List.of(line.split(" ")).stream().skip(8))
                .filter(range -> !range.startsWith("[")) // a slot on its way
                .map(range -> range.split("-"))
                .anyMatch(range ->
                        Integer.parseInt(range[0]) <= slot && slot <= Integer.parseInt(range[range.length - 1]));
    }

    private static Stream<String> lines(RedisNode node, String command) {
        return node.ask(command).get(0).lines();
    }

    private static void await(String otherwise, BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(otherwise + " within " + PATIENCE_SECONDS + " s");
            }
            pause();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for the Redis cluster", interrupted);
        }
    }

    /** One whose bus port is free too. */
    private static int freePort() {
        Random random = new Random();
        for (int attempt = 0; attempt < PORT_ATTEMPTS; attempt++) {
            int port = random.nextInt(LOWEST_PORT, HIGHEST_PORT);
            if (isFree(port) && isFree(port + BUS)) {
                return port;
            }
        }
        throw new IllegalStateException("no free ports between " + LOWEST_PORT + " and " + HIGHEST_PORT);
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(Loopback.address(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
