package io.rollcall.log;

import io.rollcall.event.Tombstone;
import io.rollcall.event.TombstoneCodec;
import io.rollcall.event.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Writes tombstones of erased profiles. Erasures are rare, so each has a client of its own. */
public final class TombstoneWriter {
    private final LogClients clients;

    public TombstoneWriter(LogClients clients) {
        this.clients = clients;
    }

    /**
     * Writes a tombstone; returns once every replica in sync has it.
     *
     * @throws org.apache.kafka.common.KafkaException when Kafka does not acknowledge it, or has no topic for it yet
     */
    public void write(Tombstone tombstone) {
        try (KafkaProducer<byte[], byte[]> producer = clients.singleWriter("erasure")) {
            LogUnavailableException.unlessAnswered(
                    producer.send(new ProducerRecord<>(
                            Topics.APP_PROFILE_TOMBSTONES,
                            TombstoneCodec.key(tombstone.profileId()),
                            TombstoneCodec.value(tombstone))),
                    LogClients.WRITE_TIMEOUT);
        }
    }
}
