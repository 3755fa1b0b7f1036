package io.rollcall.log;

import java.time.Duration;

/**
 * The settings that the producer of events must keep to.
 *
 * @param ackTimeout how long the brokers have to acknowledge a record; at least a second
 * @param inFlightBytes what may wait for its acknowledgement
 * @param largestRecordBytes the largest record that is written
 */
public record DurableWrites(Duration ackTimeout, long inFlightBytes, int largestRecordBytes) {
    private static final Duration SHORTEST_ACK_TIMEOUT = Duration.ofSeconds(1);

    public DurableWrites {
        if (ackTimeout.compareTo(SHORTEST_ACK_TIMEOUT) < 0) {
            throw new IllegalArgumentException(
                    "rollcall.ingest.ack-timeout is " + ackTimeout + "; it needs at least " + SHORTEST_ACK_TIMEOUT);
        }
    }
}
