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

/**
 * Turns a request's bytes into what is decided about each of its events, in four steps: unpack the body, split it into
 * events, judge each event, hold it against the tracking plan. Safe for use by many threads; nothing it does can be seen from outside but its results.
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
        List<String> observed = new ArrayList<>();
        DerivedIds ids = new DerivedIds(split.body(), split.events());
        try (EventReader.Request events = judge.request(split.body())) {
            for (int index = 0; index < split.events().size(); index++) {
                EventOutcome outcome = judge.judge(index, events, split.events().get(index), circumstances, ids);
                if (outcome instanceof Accepted taken) {
                    Departure departure = plan.departure(split.body(), taken);
                    if (departure != null && departure.check() == Check.ENFORCE) {
                        rejected.add(departure.rejected(index, taken.slice()));
                    } else {
                        accepted.add(taken);
                        observed.addAll(
                                departure == null
                                        ? List.of()
                                        : List.of(taken.stamp().eventName()));
                    }
                } else if (outcome instanceof Rejected refused) {
                    rejected.add(refused);
                }
            }
        }
        tail(split).ifPresent(rejected::add);
        return new Judgement(
                split.body(), accepted, rejected, circumstances.age(), RefusalCode.NOTHING_ACCEPTED, observed);
    }

    /** A body that cannot be read is judged as one event, so that it too is kept and counted. */
    public Judgement judge(Splitting.Unreadable unreadable) {
        Rejected whole = new Rejected(0, unreadable.body().whole(), null, unreadable.rejection());
        return new Judgement(
                unreadable.body(), List.of(), List.of(whole), AgeLimit.ENFORCED, unreadable.code(), List.of());
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
