package io.rollcall.embedded;

import java.util.List;

/**
 * A slot on its way from one master of a cluster to another, step by step as {@code redis-cli --cluster reshard} does
 * it. While it is under way the keys lie partly here and partly there.
 */
public final class SlotMigration {
    private static final int TIMEOUT_MILLIS = 5_000;

    private final EmbeddedRedisCluster cluster;
    private final int slot;
    private final RedisNode from;
    private final RedisNode to;

    private SlotMigration(EmbeddedRedisCluster cluster, int slot, RedisNode from, RedisNode to) {
        this.cluster = cluster;
        this.slot = slot;
        this.from = from;
        this.to = to;
    }

    /** Announces the migration of a key's slot; nothing has moved yet. */
    public static SlotMigration begin(EmbeddedRedisCluster cluster, String key, RedisNode to) {
        SlotMigration migration = new SlotMigration(cluster, cluster.slotOf(key), cluster.ownerOf(key), to);
        to.ask("CLUSTER SETSLOT " + migration.slot + " IMPORTING " + migration.from.id());
        migration.from.ask("CLUSTER SETSLOT " + migration.slot + " MIGRATING " + to.id());
        return migration;
    }

    /** The keys that have not moved yet. */
    public List<String> keysLeft() {
        return from.ask("CLUSTER GETKEYSINSLOT " + slot + " 1000000");
    }

    public void move(String key) {
        from.ask("MIGRATE 127.0.0.1 " + to.port() + ' ' + key + " 0 " + TIMEOUT_MILLIS);
    }

    /** Moves what is left, and hands over the slot. */
    public void finish() {
        for (List<String> left = keysLeft(); !left.isEmpty(); left = keysLeft()) {
            left.forEach(this::move);
        }
        cluster.awaitEpochOf(from, to);
        String owner = to.id();
        String handOver = "CLUSTER SETSLOT " + slot + " NODE " + owner;
        to.ask(handOver);
        from.ask(handOver);
        cluster.masters().stream().filter(node -> node != to && node != from).forEach(node -> node.ask(handOver));
    }

    public RedisNode from() {
        return from;
    }

    public RedisNode to() {
        return to;
    }

    /** Says how many keys of the slot a node holds. */
    public int keysOn(RedisNode node) {
        return Integer.parseInt(node.ask("CLUSTER COUNTKEYSINSLOT " + slot).get(0));
    }
}
