package io.rollcall.ingest.intake;

import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.EventOutcome.Accepted;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import java.util.List;

/**
 * The decisions about a request's events.
 *
 * @param body where the events' bytes are
 * @param accepted in the order of the request
 * @param rejected in the order of the request
 * @param age whether the request was a backfill
 * @param codeWhenNoneAccepted what the client is told when {@code accepted} is empty
 * @param sampledOut the names of those events that are answered as accepted and kept nowhere, once for each event
 * @param observed the names of those accepted events that are not as the tracking plan has them, once for each event
 */
public record Judgement(
        Body body,
        List<Accepted> accepted,
        List<Rejected> rejected,
        AgeLimit age,
        RefusalCode codeWhenNoneAccepted,
        List<String> sampledOut,
        List<String> observed) {
    public Judgement {
        accepted = List.copyOf(accepted);
        rejected = List.copyOf(rejected);
        sampledOut = List.copyOf(sampledOut);
        observed = List.copyOf(observed);
        if (accepted.isEmpty() && sampledOut.isEmpty() && rejected.isEmpty()) {
            throw new IllegalArgumentException("a judgement about no event");
        }
    }

    /** Says how many events were judged. */
    public int count() {
        return taken() + rejected.size();
    }

    /** Says how many the client is told that were accepted: whether one is kept of a sample is nothing that it could mend. */
    public int taken() {
        return accepted.size() + sampledOut.size();
    }
}
