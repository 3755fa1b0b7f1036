package io.rollcall.lakehouse.erasure;

import io.rollcall.event.Tombstone;
import io.rollcall.log.LogClients;
import io.rollcall.log.TombstoneReader;
import io.rollcall.log.TombstoneWriter;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** The tombstones, as this service writes and reads them. */
@ApplicationScoped
public class Tombstones {
    private final LogClients clients;

    Tombstones(@Identifier("default-kafka-broker") Map<String, Object> clientConfig) {
        this.clients = new LogClients(clientConfig, "lakehouse");
    }

    /**
     * Writes a tombstone; returns once every replica in sync has it.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not acknowledge it, or has no topic for it yet
     */
    void write(Tombstone tombstone) {
        new TombstoneWriter(clients).write(tombstone);
    }

    /**
     * Every tombstone that there is now.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not answer
     */
    public List<Tombstone> all() {
        return TombstoneReader.all(clients);
    }
}
