package io.rollcall.ingest.intake;

import io.rollcall.event.AppEvent;
import io.rollcall.event.ClientTime;
import io.rollcall.event.CorrectedTime;
import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventFragment;
import io.rollcall.event.EventReader;
import io.rollcall.event.EventReading;
import io.rollcall.event.EventType;
import io.rollcall.event.Limits;
import io.rollcall.event.LiveWindow;
import io.rollcall.event.Platform;
import io.rollcall.event.Playback;
import io.rollcall.event.ProfileTexts;
import io.rollcall.event.Reason;
import io.rollcall.event.Regions;
import io.rollcall.event.Rejection;
import io.rollcall.event.Stamp;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges one event: it is read, it is held against every rule, and it gets its stamp or all its faults. */
final class EventJudge {
    private static final String PLATFORM = "platform";

    private final EventReader reader;
    private final EventCatalogue catalogue;
    private final Limits limits;

    /** The rules for an event whose types are right, in the order of the closed list of reasons. */
    private final List<Rule> rules = List.of(
            EventJudge::requiredFieldsAreThere,
            EventJudge::platformIsOneOfTheKeys,
            EventJudge::correctedTimeHasADate,
            this::nameIsKnown,
            EventJudge::regionIsKnown,
            this::isNotTooOld,
            this::isNotInTheFuture);

    EventJudge(EventCatalogue catalogue, Limits limits, ProfileTexts profiles) {
        this.reader = new EventReader(limits, profiles);
        this.catalogue = catalogue;
        this.limits = limits;
    }

    /** One thing that may be wrong with an event that could be read. */
    @FunctionalInterface
    private interface Rule {
        @Nullable
        Rejection broken(Candidate candidate, Circumstances circumstances);
    }

    /** The values that the rules look at; null is what could not be read, which is a fault already. */
    private record Candidate(
            @Nullable String name,
            @Nullable EventType type,
            @Nullable String region,
            @Nullable CorrectedTime corrected,
            @Nullable Platform platform,
            Predicate<String> has) {}

    /** Makes a reader of the events of a body, one after the other. */
    EventReader.Request request(Body body) {
        return reader.request(body.bytes());
    }

    EventOutcome judge(
            int index, EventReader.Request events, Slice slice, Circumstances circumstances, IntFunction<String> ids) {
        EventReading reading = events.read(slice.offset(), slice.length());
        if (reading instanceof EventReading.Refused refused) {
            List<Rejection> faults = new ArrayList<>(refused.faults());
            faults.addAll(faults(candidate(refused.fragment(), circumstances), circumstances));
            return new EventOutcome.Rejected(index, slice, refused.eventId(), Rejection.ofAll(faults));
        }
        EventReading.Read read = (EventReading.Read) reading;
        AppEvent event = read.event();
        EventType type = catalogue.find(event.eventName()).orElse(null);
        CorrectedTime corrected = circumstances.corrected(event.eventTimeMillis());
        Candidate candidate =
                new Candidate(event.eventName(), type, event.region(), corrected, event.platform(), event::has);
        List<Rejection> faults = faults(candidate, circumstances);
        return type != null && faults.isEmpty()
                ? new EventOutcome.Accepted(
                        slice,
                        stamp(index, event, type, corrected, circumstances, ids),
                        event.unknownFields(),
                        event.platform(),
                        playback(read, circumstances),
                        event.sampleRate() == null ? type.sampling().orElse(null) : null)
                : new EventOutcome.Rejected(index, slice, event.eventId(), Rejection.ofAll(faults));
    }

    private Candidate candidate(EventFragment fragment, Circumstances circumstances) {
        String name = fragment.eventName();
        Long time = fragment.eventTimeMillis();
        return new Candidate(
                name,
                name == null ? null : catalogue.find(name).orElse(null),
                fragment.region(),
                time == null ? null : circumstances.corrected(time),
                null,
                fragment.given()::contains);
    }

    /** Everything that is wrong; for nearly every event nothing, which costs no list. */
    private List<Rejection> faults(Candidate candidate, Circumstances circumstances) {
        List<Rejection> faults = List.of();
        for (Rule rule : rules) {
            Rejection fault = rule.broken(candidate, circumstances);
            if (fault != null) {
                faults = faults.isEmpty() ? new ArrayList<>() : faults;
                faults.add(fault);
            }
        }
        return faults;
    }

    private @Nullable Rejection nameIsKnown(Candidate candidate, Circumstances circumstances) {
        String name = candidate.name();
        if (name == null || candidate.type() != null) {
            return null;
        }
        String nearMiss =
                catalogue.nearest(name).map(near -> "; is it \"" + near + "\"?").orElse("");
        return new Rejection(
                Reason.UNKNOWN_EVENT_NAME,
                "event_name '" + name + "' is not in the event catalogue; a deployment adds its own names" + nearMiss);
    }

    private static @Nullable Rejection requiredFieldsAreThere(Candidate candidate, Circumstances circumstances) {
        EventType type = candidate.type();
        if (type == null) {
            return null;
        }
        List<String> missing = List.of();
        for (String field : type.required()) {
            if (!candidate.has().test(field)) {
                missing = missing.isEmpty() ? new ArrayList<>() : missing;
                missing.add(field);
            }
        }
        return missing.isEmpty()
                ? null
                : new Rejection(
                        Reason.MISSING_FIELD,
                        String.join(", ", missing) + (missing.size() == 1 ? " is" : " are")
                                + " required for the event '" + type.name() + "', and not null");
    }

    /** A key that is for some platforms is so for what says of which it is: a page could leave it out. */
    private static @Nullable Rejection platformIsOneOfTheKeys(Candidate candidate, Circumstances circumstances) {
        if (circumstances.platforms().isEmpty()) {
            return null;
        }
        if (!candidate.has().test(PLATFORM)) {
            return new Rejection(
                    Reason.MISSING_FIELD,
                    "platform is required of what is sent with this write key, which is for "
                            + codes(circumstances.platforms()));
        }
        Platform platform = candidate.platform();
        return platform == null || circumstances.platforms().contains(platform)
                ? null
                : new Rejection(
                        Reason.INVALID_FIELD,
                        "platform '" + platform.code() + "' may not be sent with this write key, which is for "
                                + codes(circumstances.platforms()));
    }

    private static String codes(Set<Platform> platforms) {
        return platforms.stream().sorted().map(Platform::code).collect(Collectors.joining(", "));
    }

    private static @Nullable Rejection regionIsKnown(Candidate candidate, Circumstances circumstances) {
        String region = candidate.region();
        if (region == null || Regions.isKnown(region)) {
            return null;
        }
        String nearMiss = Regions.meantBy(region)
                .map(meant -> "; " + region + ": \"" + meant + '"')
                .orElse("");
        return new Rejection(
                Reason.UNKNOWN_REGION,
                "region '" + region + "' is not an ISO 3166-1 alpha-2 code in capitals, nor ZZ for unknown" + nearMiss);
    }

    /** A client whose two clocks are thousands of years apart could be corrected to a date that nobody can write. */
    private static @Nullable Rejection correctedTimeHasADate(Candidate candidate, Circumstances circumstances) {
        CorrectedTime corrected = candidate.corrected();
        return corrected == null || ClientTime.isInRange(corrected.millis())
                ? null
                : new Rejection(
                        Reason.INVALID_FIELD, "event_time, corrected by sent_at, lies outside the years 1 to 9999");
    }

    private @Nullable Rejection isNotTooOld(Candidate candidate, Circumstances circumstances) {
        CorrectedTime corrected = candidate.corrected();
        if (corrected == null
                || circumstances.age() == AgeLimit.WAIVED
                || corrected.millis() >= circumstances.receivedAtMillis() - maxAgeMillis()) {
            return null;
        }
        return new Rejection(
                Reason.EVENT_TOO_OLD,
                "event_time " + Instant.ofEpochMilli(corrected.millis()) + " is more than " + text(limits.maxAge())
                        + " before its receipt; older events come in with the header Rollcall-Backfill: true");
    }

    /** Refuses what lies too far ahead of its receipt, of a backfill too: history is not ahead of its receipt. */
    private @Nullable Rejection isNotInTheFuture(Candidate candidate, Circumstances circumstances) {
        CorrectedTime corrected = candidate.corrected();
        if (corrected == null || corrected.millis() <= circumstances.receivedAtMillis() + maxAheadMillis()) {
            return null;
        }
        return new Rejection(
                Reason.EVENT_IN_FUTURE,
                "event_time " + Instant.ofEpochMilli(corrected.millis()) + " is more than " + text(limits.maxAhead())
                        + " after its receipt; is the client's clock right?");
    }

    private static Stamp stamp(
            int index,
            AppEvent event,
            EventType type,
            CorrectedTime corrected,
            Circumstances circumstances,
            IntFunction<String> ids) {
        CorrectedTime time = corrected.clampedTo(circumstances.receivedAtMillis());
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
                type.active(),
                durationSec == null ? 0 : durationSec,
                eventId == null ? ids.apply(index) : eventId);
    }

    /**
     * Says what an event tells about a play, and of a backfill nothing: it is history, and would be taken for what
     * viewers meet now.
     */
    private static Playback playback(EventReading.Read read, Circumstances circumstances) {
        return circumstances.age() == AgeLimit.WAIVED ? Playback.UNSAID : read.playback();
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
