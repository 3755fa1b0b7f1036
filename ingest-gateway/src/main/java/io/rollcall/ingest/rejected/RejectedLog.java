package io.rollcall.ingest.rejected;

import io.quarkus.runtime.ShutdownEvent;
import io.rollcall.event.ErasedProfiles;
import io.rollcall.ingest.GatewayProfiles;
import io.rollcall.log.LogClients;
import io.rollcall.log.TombstoneReader;
import io.rollcall.log.rejected.RejectedReader;
import io.smallrye.common.annotation.Identifier;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * What was rejected, as far as its topic still holds it. One thread reads, for one caller after the other; what it read is
 * forgotten with the answer. The profiles that were erased are known up to the moment before each reading.
 */
@Singleton
public final class RejectedLog {
    private static final long LONGEST_HOURS = 1;

    private final LogClients clients;
    private final GatewayProfiles profiles;
    private final WorkerExecutor worker;
    private final AtomicBoolean busy = new AtomicBoolean();
    private @Nullable TombstoneReader tombstones;
    private ErasedProfiles erased = ErasedProfiles.NONE;

    RejectedLog(@Identifier("default-kafka-broker") Map<String, Object> kafka, GatewayProfiles profiles, Vertx vertx) {
        this.profiles = profiles;
        this.clients = new LogClients(kafka, "gateway");
        this.worker = vertx.createSharedWorkerExecutor("rollcall-rejected", 1, LONGEST_HOURS, TimeUnit.HOURS);
    }

    /** Works with what was rejected. */
    @FunctionalInterface
    interface Work<T> {
        T on(RejectedReader reader, ErasedMentions erased);
    }

    /** Begins some work; empty where somebody else's is under way. It fails with what Kafka says. */
    <T> Optional<Future<T>> begin(Work<T> work) {
        return busy.compareAndSet(false, true)
                ? Optional.of(worker.executeBlocking(() -> doIt(work)).onComplete(done -> busy.set(false)))
                : Optional.empty();
    }

    private synchronized <T> T doIt(Work<T> work) {
        ErasedMentions mentions = new ErasedMentions(erased(), profiles.texts());
        try (RejectedReader reader = RejectedReader.open(clients)) {
            return work.on(reader, mentions);
        }
    }

    /** A reader that failed is made anew the next time, with what it knew. */
    private ErasedProfiles erased() {
        TombstoneReader reader = tombstones;
        if (reader == null) {
            reader = TombstoneReader.open(clients, erased);
            tombstones = reader;
        }
        try {
            reader.catchUp();
            erased = reader.erased();
            return erased;
        } catch (KafkaException away) {
            close();
            throw away;
        }
    }

    void stop(@Observes ShutdownEvent event) {
        close();
    }

    private synchronized void close() {
        TombstoneReader reader = tombstones;
        tombstones = null;
        if (reader != null) {
            reader.close();
        }
    }
}
