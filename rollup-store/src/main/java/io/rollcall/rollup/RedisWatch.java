package io.rollcall.rollup;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/** Says once when a server of Redis does not answer, and once when it answers again: not once a call. */
public final class RedisWatch {
    private static final Logger LOG = Logger.getLogger(RedisWatch.class);

    private final Set<String> away = ConcurrentHashMap.newKeySet();

    void failed(String server, String why) {
        if (away.add(server)) {
            LOG.warnf("Redis at %s does not answer: %s. It is asked again and again until it does", server, why);
        }
    }

    void answered(String server) {
        if (!away.isEmpty() && away.remove(server)) {
            LOG.infof("Redis at %s answers again", server);
        }
    }
}
