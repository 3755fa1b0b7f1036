package io.rollcall.access.keys;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** The settings that say who may change something. */
@ConfigMapping(prefix = "rollcall.admin")
public interface AdminSettings {
    /**
     * Keys of administrators, by a name for each: {@code rollcall.admin.keys.alice=SECRET}; long and random. Without any, only
     * callers from this machine are served, and they only as long as there are no other keys or tokens either.
     */
    Map<String, String> keys();
}
