package io.rollcall.lake.bronze;

import io.rollcall.event.AppEvent;
import io.rollcall.event.Platform;
import io.rollcall.event.Sampling;
import io.rollcall.event.Stamp;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A record of the log on its way into bronze.
 *
 * @param place where on the log it lies
 * @param receivedAtMillis the record's timestamp
 * @param stamp what the gateway decided
 * @param event the fields of its body; null when the body cannot be read, which leaves those columns empty
 * @param properties the JSON text of its properties, or null
 * @param raw the body's bytes
 * @param isBackfill whether it came in as history
 * @param sampling which share of such events the door kept; null for all
 */
public record BronzeRow(
        LogPlace place,
        long receivedAtMillis,
        Stamp stamp,
        @Nullable AppEvent event,
        @Nullable String properties,
        ByteBuffer raw,
        boolean isBackfill,
        @Nullable Sampling sampling) {

    /**
     * A place on the log.
     *
     * @param topicId the topic's own id, which a topic made anew under the same name does not share
     */
    public record LogPlace(String topicId, int partition, long offset) {}

    /** The memory that the fields of a row take besides its bytes, about. */
    private static final int OVERHEAD_BYTES = 600;

    /** The memory that the row takes while it waits, about. */
    long bytes() {
        return (long) OVERHEAD_BYTES + raw.remaining() + (properties == null ? 0 : properties.length());
    }

    /** The duration as it was sent, or none; the stamp holds 0 for none. */
    @Nullable
    Integer durationSec() {
        return event == null ? Integer.valueOf(stamp.durationSec()) : event.durationSec();
    }

    /** The share of such events that was kept, at the door or by the client; null for all. */
    @Nullable
    Double sampleRate() {
        return sampling != null ? Double.valueOf(sampling.rate()) : event == null ? null : event.sampleRate();
    }

    /** What was kept as a whole, where the door kept it. */
    @Nullable
    String sampleUnit() {
        return sampling == null ? null : sampling.unit().code();
    }

    @Nullable
    String platform() {
        Platform platform = event == null ? null : event.platform();
        return platform == null ? null : platform.code();
    }
}
