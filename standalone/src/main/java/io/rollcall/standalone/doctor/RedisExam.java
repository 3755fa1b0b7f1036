package io.rollcall.standalone.doctor;

import io.rollcall.rollup.RedisFacts;
import java.util.ArrayList;
import java.util.List;

/** Judges what a Redis server says of itself: it has to keep what it is given. */
final class RedisExam {
    private static final double NEARLY_FULL = 0.8;

    private RedisExam() {}

    static List<Finding> findings(RedisFacts redis) {
        String where = "redis " + redis.server();
        List<Finding> found = new ArrayList<>();
        if (!redis.of("maxmemory_policy").equals("noeviction")) {
            found.add(Finding.fault(
                    where,
                    "maxmemory-policy is " + redis.of("maxmemory_policy")
                            + ": it may drop counters, and workers refuse it",
                    "CONFIG SET maxmemory-policy noeviction, and in redis.conf"));
        }
        if (redis.number("evicted_keys") > 0) {
            found.add(Finding.fault(
                    where,
                    redis.number("evicted_keys") + " keys were evicted: live figures may be too small",
                    "docs/guides/operate.md: Starting the live counters anew"));
        }
        if (!redis.of("aof_enabled").equals("1")) {
            found.add(Finding.fault(
                    where,
                    "it keeps no append-only file, and forgets everything when it is restarted",
                    "CONFIG SET appendonly yes, and in redis.conf"));
        }
        if (redis.of("aof_last_write_status").equals("err")
                || redis.of("rdb_last_bgsave_status").equals("err")) {
            found.add(Finding.fault(
                    where, "it could not write to its disk", "make room there; its log says what failed"));
        }
        long limit = redis.number("maxmemory");
        if (limit > 0 && redis.number("used_memory") > NEARLY_FULL * limit) {
            found.add(Finding.fault(
                    where,
                    "it holds " + redis.number("used_memory") * 100 / limit + " % of maxmemory",
                    "give it more; at 100 % workers wait, and nothing is lost"));
        }
        if (limit == 0) {
            found.add(Finding.advice(
                    where,
                    "it has no maxmemory: the machine's memory ends it before it can say no",
                    "CONFIG SET maxmemory, with a quarter of the machine's to spare"));
        }
        return found;
    }
}
