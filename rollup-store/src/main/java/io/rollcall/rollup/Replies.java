package io.rollcall.rollup;

import io.vertx.redis.client.Response;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Makes values of what Redis answers. */
final class Replies {
    private Replies() {}

    /** The fields of an HGETALL: names and values in turn. */
    static Map<String, String> pairs(@Nullable Response flat) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; flat != null && i + 1 < flat.size(); i += 2) {
            pairs.put(flat.get(i).toString(), flat.get(i + 1).toString());
        }
        return pairs;
    }
}
