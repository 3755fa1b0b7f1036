package io.rollcall.ingest.intake;

import io.rollcall.event.AppEvent;
import io.rollcall.event.ClientTime;
import io.rollcall.event.CorrectedTime;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.EventType;
import io.rollcall.event.Limits;
import io.rollcall.event.LiveWindow;
import io.rollcall.event.Playback;
import io.rollcall.event.Reason;
import io.rollcall.event.Regions;
import io.rollcall.event.Rejection;
import io.rollcall.event.Stamp;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges one event: it is read, it is held against the rules in their order, and it gets its stamp. */
final class EventJudge {
    private final EventReader reader;
    private final EventCatalogue catalogue;
    private final Limits limits;

    /** The rules for an event whose name is in the catalogue, in their order; the first one broken is its reason. */
    private final List<Rule> rules = List.of(
            EventJudge::requiredFieldsAreThere,
            EventJudge::regionIsKnown,
            EventJudge::correctedTimeHasADate,
            this::isNotTooOld,
            this::isNotInTheFuture);

    EventJudge(EventCatalogue catalogue, Limits limits) {
        this.reader = new EventReader(limits);
        this.catalogue = catalogue;
        this.limits = limits;
    }

    /** One thing that may be wrong with an event that could be read. */
    @FunctionalInterface
    private interface Rule {
        @Nullable
        Rejection broken(Candidate candidate, Circumstances circumstances);
    }

    /** An event, and what the rules ask of it, found out once. */
    private record Candidate(AppEvent event, EventType type, CorrectedTime corrected) {}

    /** For reading the events of a body, one after the other. */
    EventReader.Request request(Body body) {
        return reader.request(body.bytes());
    }

    EventOutcome judge(
            int index, EventReader.Request events, Slice slice, Circumstances circumstances, DerivedIds ids) {
        EventReading reading = events.read(slice.offset(), slice.length());
        if (reading instanceof EventReading.Refused refused) {
            return new EventOutcome.Rejected(index, slice, refused.eventId(), refused.rejection());
        }
        EventReading.Read read = (EventReading.Read) reading;
        AppEvent event = read.event();
        Optional<EventType> type = catalogue.find(event.eventName());
        if (type.isEmpty()) {
            return new EventOutcome.Rejected(index, slice, event.eventId(), unknownName(event));
        }
        Candidate candidate = new Candidate(event, type.get(), corrected(event, circumstances));
        Rejection rejection = firstBroken(candidate, circumstances);
        return rejection == null
                ? new EventOutcome.Accepted(
                        slice,
                        stamp(index, candidate, circumstances, ids),
                        event.unknownFields(),
                        event.platform(),
                        playback(read, circumstances))
                : new EventOutcome.Rejected(index, slice, event.eventId(), rejection);
    }

    private @Nullable Rejection firstBroken(Candidate candidate, Circumstances circumstances) {
        for (Rule rule : rules) {
            Rejection rejection = rule.broken(candidate, circumstances);
            if (rejection != null) {
                return rejection;
            }
        }
        return null;
    }

    private static Rejection unknownName(AppEvent event) {
        return new Rejection(
                Reason.UNKNOWN_EVENT_NAME,
                "'" + event.eventName() + "' is not in the event catalogue; a deployment adds its own names");
    }

    private static @Nullable Rejection requiredFieldsAreThere(Candidate candidate, Circumstances circumstances) {
        AppEvent event = candidate.event();
        for (String field : candidate.type().required()) {
            if (!event.has(field)) {
                return new Rejection(
                        Reason.MISSING_FIELD, field + " is required for the event '" + event.eventName() + "'");
            }
        }
        return null;
    }

    private static @Nullable Rejection regionIsKnown(Candidate candidate, Circumstances circumstances) {
        String region = candidate.event().region();
        return Regions.isKnown(region)
                ? null
                : new Rejection(
                        Reason.UNKNOWN_REGION,
                        "'" + region + "' is not an ISO 3166-1 alpha-2 code in capitals, nor ZZ for unknown");
    }

    /** A client whose two clocks are thousands of years apart could be corrected to a date that nobody can write. */
    private static @Nullable Rejection correctedTimeHasADate(Candidate candidate, Circumstances circumstances) {
        return ClientTime.isInRange(candidate.corrected().millis())
                ? null
                : new Rejection(
                        Reason.INVALID_FIELD, "event_time, corrected by sent_at, lies outside the years 1 to 9999");
    }

    private @Nullable Rejection isNotTooOld(Candidate candidate, Circumstances circumstances) {
        long millis = candidate.corrected().millis();
        return circumstances.age() == AgeLimit.WAIVED || millis >= circumstances.receivedAtMillis() - maxAgeMillis()
                ? null
                : new Rejection(
                        Reason.EVENT_TOO_OLD,
                        Instant.ofEpochMilli(millis) + " is more than " + text(limits.maxAge())
                                + " before its receipt; older events come in with the header Rollcall-Backfill: true");
    }

    private @Nullable Rejection isNotInTheFuture(Candidate candidate, Circumstances circumstances) {
        long millis = candidate.corrected().millis();
        return circumstances.age() == AgeLimit.WAIVED || millis <= circumstances.receivedAtMillis() + maxAheadMillis()
                ? null
                : new Rejection(
                        Reason.EVENT_IN_FUTURE,
                        Instant.ofEpochMilli(millis) + " is more than " + text(limits.maxAhead())
                                + " after its receipt; is the client's clock right?");
    }

    private static Stamp stamp(int index, Candidate candidate, Circumstances circumstances, DerivedIds ids) {
        AppEvent event = candidate.event();
        CorrectedTime time = candidate.corrected().clampedTo(circumstances.receivedAtMillis());
        Integer durationSec = event.durationSec();
        String eventId = event.eventId();
        return new Stamp(
                time.quality(),
                LiveWindow.dtOf(time.millis()),
                time.millis(),
                circumstances.sentAtMillis(),
                event.profileId(),
                event.region(),
                event.eventName(),
                candidate.type().active(),
                durationSec == null ? 0 : durationSec,
                eventId == null ? ids.at(index) : eventId);
    }

    /** Of a backfill nothing: it is history, and would be taken for what viewers meet now. */
    private static Playback playback(EventReading.Read read, Circumstances circumstances) {
        return circumstances.age() == AgeLimit.WAIVED ? Playback.UNSAID : read.playback();
    }

    private static CorrectedTime corrected(AppEvent event, Circumstances circumstances) {
        return CorrectedTime.of(
                event.eventTimeMillis(), circumstances.sentAtMillis(), circumstances.receivedAtMillis());
    }

    private long maxAgeMillis() {
        return limits.maxAge().toMillis();
    }

    private long maxAheadMillis() {
        return limits.maxAhead().toMillis();
    }

    private static String text(Duration duration) {
        return duration.toHours() > 0 ? duration.toHours() + " h" : duration.toSeconds() + " s";
    }
}
