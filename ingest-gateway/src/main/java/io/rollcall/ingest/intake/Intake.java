package io.rollcall.ingest.intake;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.EventReader;
import io.rollcall.event.Limits;
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
import org.jspecify.annotations.Nullable;

/**
 * Turns a request's bytes into what is decided about each of its events, in four steps: unpack the body, split it into
 * events, judge each event, hold it against the tracking plan. Safe for use by many threads; nothing it does can be seen
 * from outside but its results.
 */
public final class Intake {
    private final Gunzip gunzip;
    private final EventSplitter splitter;
    private final EventJudge judge;
    private final TrackingPlan plan;

    public Intake(EventCatalogue catalogue, Limits limits) {
        this.gunzip = new Gunzip(limits.unpackedBytes());
        this.splitter = new EventSplitter(limits.eventsPerRequest());
        this.judge = new EventJudge(catalogue, limits);
        this.plan = TrackingPlan.of(catalogue);
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
        return splitter.split(((Unpacking.Unpacked) unpacking).body(), delivery.form());
    }

    /** Judges every event that was found. */
    public Judgement judge(Splitting.Split split, Circumstances circumstances) {
        List<Accepted> accepted = new ArrayList<>(split.events().size());
        List<Rejected> rejected = new ArrayList<>();
        List<String> sampledOut = new ArrayList<>();
        List<String> observed = new ArrayList<>();
        IntFunction<String> ids = new DerivedIds(split.body(), split.events())::at;
        try (EventReader.Request events = judge.request(split.body())) {
            for (int index = 0; index < split.events().size(); index++) {
                EventOutcome outcome = judge.judge(index, events, split.events().get(index), circumstances, ids);
                Departure departure = departure(split.body(), outcome);
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
        try (EventReader.Request events = judge.request(event)) {
            EventOutcome outcome = judge.judge(0, events, event.whole(), then, index -> derivedId);
            return heldAgainst(departure(event, outcome), 0, outcome);
        }
    }

    private @Nullable Departure departure(Body body, EventOutcome outcome) {
        return outcome instanceof Accepted taken ? plan.departure(body, taken) : null;
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
