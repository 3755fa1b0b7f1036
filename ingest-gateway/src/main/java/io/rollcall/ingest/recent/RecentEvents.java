package io.rollcall.ingest.recent;

import io.rollcall.event.Rejection;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.EventOutcome;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.Slice;
import io.rollcall.ingest.log.Receipt;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The last events of this gateway. The accepted and the rejected have a ring each, so that however many are accepted, what
 * was refused stays to be seen; and of one request a few are enough, so that a large one does not take every place. What is
 * kept of an event is a copy of its first bytes: a slice would keep its whole request in memory.
 */
@Singleton
public final class RecentEvents {
    /** Events of one outcome. */
    static final int CAPACITY = 256;

    /** Events of one outcome that are kept of one request: the last. */
    static final int OF_A_REQUEST = 16;

    /** Bytes that are kept of one event. */
    static final int BYTES = 4 << 10;

    private static final Duration LASTING = Duration.ofHours(1);

    private final Ring accepted = new Ring(CAPACITY);
    private final Ring rejected = new Ring(CAPACITY);
    private final AtomicLong numbers = new AtomicLong();
    private final InstantSource clock = InstantSource.system();

    /** Remembers some of a request's events, which are on the log. */
    public void add(Judgement judgement, Receipt receipt) {
        accepted.add(last(judgement.accepted()).stream()
                .map(event ->
                        remembered(judgement, receipt, event, event.stamp().eventId(), null))
                .toList());
        rejected.add(last(judgement.rejected()).stream()
                .map(event -> remembered(
                        judgement,
                        receipt,
                        event,
                        event.eventId() == null ? event.derivedId() : event.eventId(),
                        event.rejection()))
                .toList());
    }

    private RecentEvent remembered(
            Judgement judgement,
            Receipt receipt,
            EventOutcome event,
            @Nullable String eventId,
            @Nullable Rejection rejection) {
        Slice beginning =
                new Slice(event.slice().offset(), Math.min(BYTES, event.slice().length()));
        return new RecentEvent(
                numbers.incrementAndGet(),
                receipt.atMillis(),
                receipt.key(),
                eventId,
                rejection,
                new Body(judgement.body().copy(beginning)));
    }

    private static <T> List<T> last(List<T> events) {
        return events.subList(Math.max(0, events.size() - OF_A_REQUEST), events.size());
    }

    /** The newest that the question is about, in the order in which they came. */
    List<RecentEvent> newest(RecentQuestion question) {
        return newest(question, event -> true);
    }

    /** Likewise, of those that came after another. */
    List<RecentEvent> after(long number, RecentQuestion question) {
        return newest(question, event -> event.number() > number);
    }

    private List<RecentEvent> newest(RecentQuestion question, Predicate<RecentEvent> more) {
        long oldest = clock.millis() - LASTING.toMillis();
        Predicate<RecentEvent> passes =
                event -> event.receivedAtMillis() >= oldest && more.test(event) && question.passes(event);
        List<RecentEvent> found = new ArrayList<>();
        accepted.newest(passes, question.limit(), found::add);
        rejected.newest(passes, question.limit(), found::add);
        found.sort(Comparator.comparingLong(RecentEvent::number));
        return found.subList(Math.max(0, found.size() - question.limit()), found.size());
    }
}
