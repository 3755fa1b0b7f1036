package io.rollcall.rollup;

import io.rollcall.event.Shards;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import io.vertx.redis.client.Response;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Says where each shard lies: all on one server, or as the slots of a cluster say.
 *
 * @param byShard the address of each shard's server, by shard number
 */
record ShardTopology(List<String> byShard) {
    String serverOf(int shard) {
        return byShard.get(shard);
    }

    List<String> servers() {
        return byShard.stream().distinct().toList();
    }

    List<String> serversOf(Collection<Integer> shards) {
        return shards.stream().map(byShard::get).distinct().toList();
    }

    /** Asks a seed whether it is part of a cluster, and if so where the slot of each shard lies. */
    static ShardTopology ask(String seed, Function<Request, @Nullable Response> ask) {
        Response info = ask.apply(Request.cmd(Command.INFO).arg("cluster"));
        if (info == null || !info.toString().contains("cluster_enabled:1")) {
            return new ShardTopology(Collections.nCopies(Shards.COUNT, seed));
        }
        Response slots = ask.apply(Request.cmd(Command.CLUSTER).arg("SLOTS"));
        List<String> byShard = new ArrayList<>(Shards.COUNT);
        for (int shard = 0; shard < Shards.COUNT; shard++) {
            Response slot =
                    ask.apply(Request.cmd(Command.CLUSTER).arg("KEYSLOT").arg(LiveKeys.fence(shard)));
            byShard.add(owner(seed, slots, slot));
        }
        return new ShardTopology(List.copyOf(byShard));
    }

    private static String owner(String seed, @Nullable Response slots, @Nullable Response slot) {
        if (slots != null && slot != null) {
            for (Response range : slots) {
                if (range.get(0).toInteger() <= slot.toInteger()
                        && slot.toInteger() <= range.get(1).toInteger()) {
                    Response master = range.get(2);
                    Response host = master.get(0);
                    return withHost(
                            seed,
                            host == null ? "" : host.toString(),
                            master.get(1).toInteger());
                }
            }
        }
        throw new RedisUnavailableException("the Redis cluster has no server for slot " + slot);
    }

    /**
     * The server that a refusal names as that of the slot, {@code MOVED slot host:port}.
     *
     * @param refusing the address of the server that says so
     */
    static String movedTo(String refusing, String moved) {
        String target = moved.substring(moved.lastIndexOf(' ') + 1);
        int colon = target.lastIndexOf(':');
        return withHost(refusing, target.substring(0, colon), Integer.parseInt(target.substring(colon + 1)));
    }

    /** A server's address (scheme, credentials, client's name) with another host; a cluster may leave out the host it was asked on. */
    private static String withHost(String server, String host, int port) {
        URI uri = URI.create(server);
        String credentials = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo() + "@";
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String named =
                host.isEmpty() ? uri.getHost() : host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
        return uri.getScheme() + "://" + credentials + named + ":" + port + query;
    }
}
