package io.rollcall.ingest.rejected;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.reading.EventView;
import io.rollcall.log.rejected.RejectedRecord;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** How many events were refused alike, and the latest of them. */
final class RejectedRow {
    private static final int SAMPLES = 3;
    private static final int SAMPLE_BYTES = 4 << 10;

    private final PriorityQueue<Sample> samples =
            new PriorityQueue<>(SAMPLES, Comparator.comparingLong(Sample::receivedAtMillis));
    private long events;
    private long acceptedSince;
    private long firstMillis = Long.MAX_VALUE;
    private long lastMillis = Long.MIN_VALUE;

    private record Sample(long receivedAtMillis, @Nullable String eventId, String detail, Body event) {}

    void count(long receivedAtMillis, boolean isAcceptedSince) {
        events++;
        acceptedSince += isAcceptedSince ? 1 : 0;
        firstMillis = Math.min(firstMillis, receivedAtMillis);
        lastMillis = Math.max(lastMillis, receivedAtMillis);
    }

    long events() {
        return events;
    }

    /** Says whether an event of that time would be one of the latest. */
    boolean wantsSample(long receivedAtMillis) {
        Sample oldest = samples.peek();
        return oldest == null || samples.size() < SAMPLES || oldest.receivedAtMillis() < receivedAtMillis;
    }

    void sample(RejectedRecord record) {
        byte[] event = record.bytes();
        Body kept = new Body(event.length <= SAMPLE_BYTES ? event : Arrays.copyOf(event, SAMPLE_BYTES));
        samples.add(new Sample(record.receivedAtMillis(), record.origin().eventId(), record.detail(), kept));
        if (samples.size() > SAMPLES) {
            samples.remove();
        }
    }

    void show(ObjectNode shown, EventView view) {
        shown.put("events", events)
                .put("accepted_since", acceptedSince)
                .put("first_received_at", Instant.ofEpochMilli(firstMillis).toString())
                .put("last_received_at", Instant.ofEpochMilli(lastMillis).toString());
        ArrayNode latest = shown.putArray("samples");
        samples.stream()
                .sorted(Comparator.comparingLong(Sample::receivedAtMillis).reversed())
                .forEach(sample -> latest.addObject()
                        .put(
                                "received_at",
                                Instant.ofEpochMilli(sample.receivedAtMillis()).toString())
                        .put("event_id", sample.eventId() == null ? null : view.id(sample.eventId()))
                        .put("detail", view.detail(sample.detail()))
                        .set("event", view.of(sample.event().copy(sample.event().whole()))));
    }
}
