package io.rollcall.ingest.intake;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventReader;
import io.rollcall.event.Limits;
import io.rollcall.event.ProfileTexts;
import io.rollcall.event.PropertyPlan.Check;
import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Splitting.BrokenTail;
import io.rollcall.ingest.intake.TrackingPlan.Departure;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns a request's bytes into what is decided about each of its events, in four steps: unpack the body, split it into
 * events, judge each event, hold it against the tracking plan. Safe for use by many threads; nothing it does can be seen
 * from outside but its results.
 */
public final class Intake {
    private final int bodyBytes;
    private final Gunzip gunzip;
    private final EventSplitter splitter;
    private final OfCatalogue<Rules> rules;

    /** What events are held against, all of one catalogue. */
    private record Rules(EventJudge judge, TrackingPlan plan) {}

    /** An intake of events whose profiles are numbers, by one catalogue. */
    public Intake(EventCatalogue catalogue, Limits limits) {
        this(() -> catalogue, limits, ProfileTexts.NONE);
    }

    /**
     * An intake.
     *
     * @param catalogue the one of the moment, the same object as long as it is the same
     */
    public Intake(Supplier<EventCatalogue> catalogue, Limits limits, ProfileTexts profiles) {
        this.bodyBytes = limits.bodyBytes();
        this.gunzip = new Gunzip(limits.unpackedBytes());
        this.splitter = new EventSplitter(limits.eventsPerRequest());
        this.rules = new OfCatalogue<>(
                catalogue, of -> new Rules(new EventJudge(of, limits, profiles), TrackingPlan.of(of)));
    }

    /**
     * Looks at the plans of a catalogue before it holds.
     *
     * @throws IllegalArgumentException when one of them is no JSON Schema, or refers to something else
     */
    public static void requirePlans(EventCatalogue catalogue) {
        TrackingPlan unused = TrackingPlan.of(catalogue);
    }

    /** Unpacks a body and finds the events in it. */
    public Splitting split(Delivery delivery, Room room) {
        Unpacking unpacking = unpack(delivery, room);
        if (unpacking instanceof Unpacking.Refused refused) {
            return new Splitting.Refused(refused.refusal());
        }
        if (unpacking instanceof Unpacking.Corrupt corrupt) {
            return new Splitting.Unreadable(
                    delivery.body(), new Rejection(Reason.MALFORMED_JSON, corrupt.detail()), RefusalCode.CORRUPT_GZIP);
        }
        Body unpacked = ((Unpacking.Unpacked) unpacking).body();
        return delivery.shape() == Delivery.Shape.OWN
                ? splitter.split(unpacked, delivery.form())
                : ofAnotherShape(unpacked, delivery.shape(), room);
    }

    /** A tree of JSON takes a multiple of its text: a body of another shape may unpack to no more than one comes packed. */
    private Splitting ofAnotherShape(Body body, Delivery.Shape shape, Room room) {
        if (body.length() > bodyBytes) {
            return new Splitting.Refused(Refusal.lasting(
                    RefusalCode.UNPACKED_TOO_LARGE,
                    "a body of this shape may unpack to " + bodyBytes + " bytes; send fewer events a request"));
        }
        try {
            Body events = new Body(shape.toEvents(body.bytes()));
            return room.take(events.length())
                    ? splitter.split(events, Delivery.Form.JSON)
                    : new Splitting.Refused(Gunzip.NO_ROOM);
        } catch (IllegalArgumentException broken) {
            return new Splitting.Unreadable(
                    body,
                    new Rejection(Reason.MALFORMED_JSON, String.valueOf(broken.getMessage())),
                    RefusalCode.INVALID_ENVELOPE);
        }
    }

    /** Judges every event that was found, all by one catalogue. */
    public Judgement judge(Splitting.Split split, Circumstances circumstances) {
        return judge(split, circumstances, new DerivedIds(split.body(), split.events())::at);
    }

    /**
     * Judges every event that was found where it is not a request that names them.
     *
     * @param ids those of events that name none themselves, by their index
     */
    public Judgement judge(Splitting.Split split, Circumstances circumstances, IntFunction<String> ids) {
        List<Accepted> accepted = new ArrayList<>(split.events().size());
        List<Rejected> rejected = new ArrayList<>();
        List<String> sampledOut = new ArrayList<>();
        List<String> observed = new ArrayList<>();
        Rules held = rules.now();
        try (EventReader.Request events = held.judge().request(split.body())) {
            for (int index = 0; index < split.events().size(); index++) {
                EventOutcome outcome =
                        held.judge().judge(index, events, split.events().get(index), circumstances, ids);
                Departure departure = departure(held, split.body(), outcome);
                if (heldAgainst(departure, index, outcome) instanceof Rejected refused) {
                    rejected.add(refused.named(ids));
                } else if (outcome instanceof Accepted taken) {
                    if (taken.isSampledOut()) {
                        sampledOut.add(taken.stamp().eventName());
                    } else {
                        accepted.add(taken);
                    }
                    if (departure != null) {
                        observed.add(taken.stamp().eventName());
                    }
                }
            }
        }
        tail(split).ifPresent(rejected::add);
        return new Judgement(
                split.body(),
                accepted,
                rejected,
                circumstances.age(),
                RefusalCode.NOTHING_ACCEPTED,
                sampledOut,
                observed);
    }

    /** A body that cannot be read is judged as one event, so that it too is kept and counted. */
    public Judgement judge(Splitting.Unreadable unreadable) {
        Rejected whole = new Rejected(0, unreadable.body().whole(), null, unreadable.rejection());
        return new Judgement(
                unreadable.body(),
                List.of(),
                List.of(whole),
                AgeLimit.ENFORCED,
                unreadable.code(),
                List.of(),
                List.of());
    }

    /**
     * Judges again an event that was rejected, by what is right now.
     *
     * @param then the circumstances of its request
     * @param derivedId its id where it names none itself
     */
    public EventOutcome judgeAgain(Body event, Circumstances then, String derivedId) {
        Rules held = rules.now();
        try (EventReader.Request events = held.judge().request(event)) {
            EventOutcome outcome = held.judge().judge(0, events, event.whole(), then, index -> derivedId);
            return heldAgainst(departure(held, event, outcome), 0, outcome);
        }
    }

    private static @Nullable Departure departure(Rules held, Body body, EventOutcome outcome) {
        return outcome instanceof Accepted taken ? held.plan().departure(body, taken) : null;
    }

    private static EventOutcome heldAgainst(@Nullable Departure departure, int index, EventOutcome outcome) {
        return departure == null || departure.check() == Check.OBSERVE
                ? outcome
                : departure.rejected(index, outcome.slice());
    }

    private Unpacking unpack(Delivery delivery, Room room) {
        return delivery.encoding() == Delivery.Encoding.GZIP && delivery.body().length() > 0
                ? gunzip.unpack(delivery.body(), room)
                : new Unpacking.Unpacked(delivery.body());
    }

    private static Optional<Rejected> tail(Splitting.Split split) {
        return split.tail().map(tail -> rejected(split.events().size(), tail));
    }

    private static Rejected rejected(int index, BrokenTail tail) {
        return new Rejected(index, tail.slice(), null, new Rejection(Reason.MALFORMED_JSON, tail.detail()));
    }
}
