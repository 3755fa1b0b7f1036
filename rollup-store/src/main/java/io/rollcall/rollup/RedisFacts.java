package io.rollcall.rollup;

import java.time.Instant;
import java.util.Map;

/**
 * What a server says of itself in INFO, and its clock.
 *
 * @param server host and port
 */
public record RedisFacts(String server, Instant clock, Map<String, String> info) {
    public RedisFacts {
        info = Map.copyOf(info);
    }

    /** One line of INFO; empty where this server has none of that name. */
    public String of(String name) {
        return info.getOrDefault(name, "");
    }

    /** The same as a number; 0 where there is none. */
    public long number(String name) {
        String value = of(name);
        return value.matches("\\d{1,18}") ? Long.parseLong(value) : 0;
    }
}
