package io.rollcall.ingest;

import io.quarkus.runtime.StartupEvent;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.access.keys.Keys;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/** Without a write key nobody but this machine may send events: any other start is refused. */
@Singleton
final class LoopbackGuard {
    private static final Logger LOG = Logger.getLogger(LoopbackGuard.class);

    private final IngestSettings settings;
    private final Keys keys;
    private final String host;

    LoopbackGuard(IngestSettings settings, Keys keys, @ConfigProperty(name = "quarkus.http.host") String host) {
        this.settings = settings;
        this.keys = keys;
        this.host = host;
    }

    void start(@Observes StartupEvent event) {
        if (keys.areLocking(KeyScope.INGEST)) {
            LOG.infof("Events need a write key: %s", keys.ring().names(KeyScope.INGEST));
            return;
        }
        requireLoopback(host);
        LOG.warnf(
                "No write keys are configured: the gateway serves loopback only (%s), and takes events from"
                        + " everybody there. Set rollcall.ingest.keys.NAME.secret, or make a key with ./rollcall keys, to open it.",
                host);
        if (settings.cors().origins().isPresent()) {
            LOG.warn(
                    "rollcall.ingest.cors.origins opens nothing without write keys: pages of other origins are refused");
        }
    }

    /** Refuses a host that others can reach. */
    static void requireLoopback(String host) {
        if (!isLoopback(host)) {
            throw new IllegalStateException(
                    "quarkus.http.host is " + host + ", which others can reach, and no write key"
                            + " is configured. Set rollcall.ingest.keys.NAME.secret, or quarkus.http.host=127.0.0.1");
        }
    }

    private static boolean isLoopback(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException unknown) {
            throw new IllegalStateException("quarkus.http.host is " + host + ", which has no address", unknown);
        }
    }
}
