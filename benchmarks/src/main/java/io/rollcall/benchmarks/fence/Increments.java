package io.rollcall.benchmarks.fence;

import io.rollcall.event.Regions;
import io.rollcall.rollup.Counters;
import io.vertx.redis.client.Command;
import io.vertx.redis.client.Request;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Plain commands, as they are pipelined; counters of zero are left out. */
final class Increments {
    private final List<Request> commands = new ArrayList<>();

    List<Request> commands() {
        return commands;
    }

    /** A region's counters of a day. */
    void day(int shard, LocalDate dt, String region, Counters by) {
        counters(LiveNames.day(shard, dt), region, by);
    }

    /** A profile's counters of a day. */
    void profile(int shard, LocalDate dt, String region, long profileId, int buckets, Counters by) {
        counters(LiveNames.engagement(shard, dt, profileId, buckets), profileId + ":" + region, by);
    }

    /** A day's sketches of a region. */
    void active(int shard, LocalDate dt, String region, Collection<Long> profiles) {
        sketch(LiveNames.sketch(shard, dt, region), profiles);
    }

    /** A slice's sketch of a region. */
    void seen(int shard, long slice, String region, Collection<Long> profiles) {
        sketch(LiveNames.slice(shard, slice, region), profiles);
    }

    /** A region's, and all regions' together. */
    static List<String> bothOf(String region) {
        return List.of(region, Regions.ALL);
    }

    void count(String key, String field, long by) {
        if (by > 0) {
            commands.add(Request.cmd(Command.HINCRBY).arg(key).arg(field).arg(by));
        }
    }

    private void counters(String key, String owner, Counters by) {
        count(key, owner + ":events", by.events());
        count(key, owner + ":play_events", by.plays());
        count(key, owner + ":search_events", by.searches());
        count(key, owner + ":browse_events", by.browses());
        count(key, owner + ":total_watch_time_sec", by.watchSec());
    }

    private void sketch(String key, Collection<Long> profiles) {
        Request add = Request.cmd(Command.PFADD).arg(key);
        profiles.forEach(profile -> add.arg(Long.toString(profile)));
        commands.add(add);
    }
}
