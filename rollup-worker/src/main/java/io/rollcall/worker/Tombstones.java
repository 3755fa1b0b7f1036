package io.rollcall.worker;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.event.ErasedProfiles;
import io.rollcall.log.LogClients;
import io.rollcall.log.TombstoneReader;
import io.rollcall.log.stop.Stopping;
import io.rollcall.log.trouble.LogTrouble;
import io.smallrye.common.annotation.Identifier;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Knows which profiles were erased: the tombstones are read to their end before any event is judged, and followed from
 * then on, on a thread of their own. As long as nobody has made their topic there are none.
 */
@ApplicationScoped
class Tombstones implements Erasures {
    private static final Logger LOG = Logger.getLogger(Tombstones.class);
    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration PAUSE = Duration.ofSeconds(2);
    private static final long STOP_MILLIS = 2_000;

    private final LogClients clients;
    private final Stopping stopping = new Stopping();
    private volatile ErasedProfiles erased = ErasedProfiles.NONE;
    private volatile boolean read;
    private boolean saidAway;
    private @Nullable Thread thread;

    Tombstones(@Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.clients = new LogClients(clientConfig, "worker");
    }

    @Override
    public boolean isErased(long profileId) {
        return erased.contains(profileId);
    }

    @Override
    public boolean areRead() {
        return read;
    }

    void start(@Observes StartupEvent event) {
        Thread started = new Thread(this::follow, "tombstones");
        started.setDaemon(true);
        started.start();
        thread = started;
    }

    private void follow() {
        do {
            try (TombstoneReader reader = TombstoneReader.open(clients, erased)) {
                follow(reader);
            } catch (KafkaException away) {
                sayAway(away);
            }
        } while (!stopping.beginsWithin(PAUSE));
    }

    /** Says it once an outage. */
    private void sayAway(KafkaException away) {
        if (!saidAway) {
            saidAway = true;
            LOG.warnf(
                    "the tombstones of erased profiles cannot be read: %s; trying again%s",
                    LogTrouble.of(away), read ? "" : ", and no partition begins before");
        }
    }

    /** Returns when the service stops. */
    private void follow(TombstoneReader reader) {
        reader.readToEnd();
        erased = reader.erased();
        if (!read || saidAway) {
            LOG.infof("%d profiles are erased", erased.size());
        }
        read = true;
        saidAway = false;
        while (!stopping.beginsWithin(reader.isFollowing() ? Duration.ZERO : PAUSE)) {
            reader.follow(POLL);
            erased = reader.erased();
        }
    }

    /** Early, while Kafka is still there. */
    void stop(@Observes @Priority(1) ShutdownEvent event) throws InterruptedException {
        stopping.begin();
        Thread following = thread;
        if (following != null) {
            following.join(STOP_MILLIS);
        }
    }
}
