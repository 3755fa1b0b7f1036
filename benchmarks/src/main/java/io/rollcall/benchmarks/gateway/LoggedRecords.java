package io.rollcall.benchmarks.gateway;

import io.rollcall.event.AppEvent;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.Limits;
import io.rollcall.event.LiveWindow;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.TimeQuality;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * Events with the bytes that they have on the log: perf-test cannot write headers, so that the stamp, which the gateway
 * writes as one, stands in front of the event.
 */
final class LoggedRecords {
    private final EventReader reader = new EventReader(Limits.DEFAULT);
    private final EventCatalogue catalogue = EventCatalogue.builtIn();

    private LoggedRecords() {}

    /** One line of text an event. */
    static List<String> of(List<String> events) {
        LoggedRecords records = new LoggedRecords();
        return events.stream().map(records::logged).toList();
    }

    private String logged(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        if (!(reader.read(bytes, 0, bytes.length) instanceof EventReading.Read read)) {
            throw new IllegalStateException("the gateway would refuse " + json);
        }
        return new String(StampCodec.encode(stamp(read.event())), StandardCharsets.UTF_8) + json;
    }

    private Stamp stamp(AppEvent event) {
        Integer durationSec = event.durationSec();
        return new Stamp(
                TimeQuality.OK,
                LiveWindow.dtOf(event.eventTimeMillis()),
                event.eventTimeMillis(),
                OptionalLong.empty(),
                event.profileId(),
                event.region(),
                event.eventName(),
                catalogue.find(event.eventName()).orElseThrow().active(),
                durationSec == null ? 0 : durationSec,
                Objects.requireNonNull(event.eventId(), "a sample has an id"));
    }
}
