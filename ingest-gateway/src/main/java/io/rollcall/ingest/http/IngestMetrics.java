package io.rollcall.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.rollcall.event.Reason;
import io.rollcall.ingest.body.InFlight;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.RefusalCode;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The metrics of what the gateway counts. Every series of a closed list is there from the start, at 0. */
final class IngestMetrics {
    private static final String EVENTS = "rollcall.ingest.events";
    private static final String NO_REASON = "none";
    private static final int ACCEPTED = 202;
    private static final int JUDGED = 200;
    private static final int NO_CONTENT = 204;

    private final MeterRegistry meters;
    private final Counter accepted;
    private final Map<Reason, Counter> rejected = new EnumMap<>(Reason.class);
    private final Counter unavailable;
    private final Counter throttled;
    private final Counter unknownFields;
    private final Counter sentBefore;
    private final Counter dryRun;
    private final Counter hungUp;
    private final Map<Integer, Counter> requests = new TreeMap<>();
    private final Timer acknowledgement;
    private final PlaybackMetrics playback;
    private final ClockMetrics clocks;

    IngestMetrics(MeterRegistry meters, InFlight inFlight) {
        this.meters = meters;
        accepted = events(meters, "accepted", NO_REASON);
        for (Reason reason : Reason.values()) {
            rejected.put(reason, events(meters, "rejected", reason.code()));
        }
        unavailable = events(meters, "unavailable", NO_REASON);
        throttled = events(meters, "throttled", NO_REASON);
        unknownFields = Counter.builder("rollcall.ingest.unknown.fields")
                .description("Top-level fields of accepted events that the contract does not name")
                .register(meters);
        hungUp = Counter.builder("rollcall.ingest.hung.up")
                .description("Requests whose client was gone before it could be answered")
                .register(meters);
        dryRun = Counter.builder("rollcall.ingest.dry.run.events")
                .description("Events that were judged for their sender and stored nowhere")
                .register(meters);
        sentBefore = Counter.builder("rollcall.ingest.old.sent.at")
                .description("Events whose sent_at is that of an earlier sending, and says nothing about the clock")
                .register(meters);
        Stream.concat(
                        Stream.of(ACCEPTED, JUDGED, NO_CONTENT),
                        Stream.of(RefusalCode.values()).map(RefusalCode::status))
                .distinct()
                .forEach(status -> requests.put(status, requests(meters, status)));
        acknowledgement = Timer.builder("rollcall.ingest.ack")
                .description("From the first record's hand-over to the last record's acknowledgement")
                .serviceLevelObjectives(Stream.of(1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(meters);
        playback = new PlaybackMetrics(meters);
        clocks = new ClockMetrics(meters);
        Gauge.builder("rollcall.ingest.in.flight", inFlight, InFlight::bytes)
                .baseUnit("bytes")
                .description("Bytes of requests between their head and their answer")
                .register(meters);
        Gauge.builder("rollcall.ingest.in.flight.requests", inFlight, InFlight::requests)
                .description("Requests between the last byte of their body and their answer")
                .register(meters);
        Gauge.builder("rollcall.ingest.arriving.bodies", inFlight, InFlight::arriving)
                .description("Bodies of which the last byte is not there yet")
                .register(meters);
    }

    /** Every event of a request is on the log. */
    void logged(Judgement judgement, Duration took) {
        acknowledgement.record(took);
        accepted.increment(judgement.accepted().size());
        for (Accepted event : judgement.accepted()) {
            if (event.unknownFields() > 0) {
                unknownFields.increment(event.unknownFields());
            }
            playback.count(event.platform(), event.playback());
            clocks.count(event.platform(), event.stamp().quality());
        }
        judgement.sampledOut().forEach(this::sampledOut);
        judgement.observed().forEach(this::observed);
        for (Rejected event : judgement.rejected()) {
            registered(rejected.get(event.rejection().reason())).increment();
        }
    }

    private void sampledOut(String eventName) {
        Counter.builder("rollcall.ingest.sampled")
                .description(
                        "Events that were answered as accepted and left out, as only a share of their type is kept")
                .tag("event_name", eventName)
                .register(meters)
                .increment();
    }

    private void observed(String eventName) {
        Counter.builder("rollcall.ingest.observed.violations")
                .description("Accepted events whose properties are not as the tracking plan has them")
                .tag("event_name", eventName)
                .register(meters)
                .increment();
    }

    /** Nothing may be promised about a request's events. */
    void unavailable(int events) {
        unavailable.increment(events);
    }

    /** A request's events came too fast. */
    void throttled(int events) {
        throttled.increment(events);
    }

    /** A request came with the sent_at of an earlier sending. */
    void sentBefore(int events) {
        sentBefore.increment(events);
    }

    /** A request's events were judged only. */
    void judgedOnly(int events) {
        dryRun.increment(events);
    }

    /** A client was gone before its answer. */
    void hungUp() {
        hungUp.increment();
    }

    /** A request was answered. */
    void answered(int status) {
        registered(requests.get(status)).increment();
    }

    private static Counter registered(@Nullable Counter counter) {
        return Objects.requireNonNull(counter, "a closed list has a counter for every entry");
    }

    private static Counter events(MeterRegistry meters, String outcome, String reason) {
        return Counter.builder(EVENTS)
                .description("Events by what became of them; 'unavailable' ones were answered 503")
                .tag("outcome", outcome)
                .tag("reason", reason)
                .register(meters);
    }

    private static Counter requests(MeterRegistry meters, int status) {
        return Counter.builder("rollcall.ingest.requests")
                .description("Requests to the addresses that take events by the status of their answer")
                .tag("status", Integer.toString(status))
                .register(meters);
    }
}
