package io.rollcall.query.http;

import io.quarkus.runtime.StartupEvent;
import io.rollcall.access.Doors;
import io.rollcall.access.keys.KeyScope;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;

/** Says at the start when everybody may read: a deployment that means it reads over the line, one that does not is warned. */
@Singleton
final class OpenReading {
    private static final Logger LOG = Logger.getLogger(OpenReading.class);

    private final Doors doors;

    OpenReading(Doors doors) {
        this.doors = doors;
    }

    void start(@Observes StartupEvent event) {
        if (doors.isReadingOpenToOthers()) {
            LOG.warn("Reading is open to everybody who reaches the port: no read token is configured."
                    + " Set rollcall.query.read-tokens.NAME to close it.");
        } else {
            LOG.infof(
                    "Reading is for %s.", doors.isLocked(KeyScope.READ) ? doors.names(KeyScope.READ) : "this machine");
        }
    }
}
