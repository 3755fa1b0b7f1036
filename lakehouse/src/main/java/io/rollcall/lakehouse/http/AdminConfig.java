package io.rollcall.lakehouse.http;

import io.smallrye.config.ConfigMapping;
import java.util.Map;

/** Who may change something. */
@ConfigMapping(prefix = "rollcall.admin")
interface AdminConfig {
    /**
     * Keys of administrators, by a name for each: {@code rollcall.admin.keys.alice=SECRET}; long and random. Without any, only
     * callers from this machine are served.
     */
    Map<String, String> keys();
}
