package io.rollcall.ingest.body;

import io.rollcall.ingest.intake.Room;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Bounds what all requests together hold in memory, and what one write key may hold of it. Bytes are held from a request's head on,
 * one of the places for requests only once its body is whole: senders that stop in the middle keep nobody out. Where the bytes
 * are used up, a body that does not come on gives way: the oldest of the sender that has most on the way.
 */
public final class InFlight {
    /** The bytes that a request takes beside its body: its head, and the objects that stand for it. */
    static final int REQUEST_BYTES = 4 << 10;

    /** A body that is younger than this comes as fast as it can, and gives way to nobody. */
    static final Duration YOUNG = Duration.ofSeconds(1);

    /**
     * The bounds on what may be held.
     *
     * @param bytes by all requests
     * @param requests whose body is whole
     * @param ofOneKey the share of both that one write key may hold; 1 for all
     */
    public record Bounds(long bytes, int requests, double ofOneKey) {
        public Bounds {
            if (!(ofOneKey > 0 && ofOneKey <= 1)) {
                throw new IllegalArgumentException(
                        "rollcall.ingest.in-flight.of-one-key is " + ofOneKey + "; it is above 0 and at most 1");
            }
        }
    }

    /** Says who sends, by write key and address: one write key may be used by many. */
    public record Sender(String key, String address) {}

    private final Bounds bounds;
    private final BooleanSupplier areShared;
    private final LongSupplier nanos;
    private final Total all = new Total();
    private final Map<String, Total> keys = new HashMap<>();
    private final Map<Sender, Arriving> senders = new HashMap<>();

    /**
     * Nothing is held yet.
     *
     * @param areShared whether there are several keys at the moment; one alone has nobody to share with
     */
    public InFlight(Bounds bounds, BooleanSupplier areShared) {
        this(bounds, areShared, System::nanoTime);
    }

    InFlight(Bounds bounds, BooleanSupplier areShared, LongSupplier nanos) {
        this.bounds = bounds;
        this.areShared = areShared;
        this.nanos = nanos;
    }

    /** Room for one more body on its way, or none. */
    public synchronized Optional<Holding> arrive(Sender sender) {
        Holding holding = new Holding(sender, nanos.getAsLong());
        arriving(holding).bodies.add(holding);
        if (take(holding, REQUEST_BYTES)) {
            return Optional.of(holding);
        }
        leave(holding);
        return Optional.empty();
    }

    /** The number of bytes that are held. */
    public synchronized long bytes() {
        return all.bytes;
    }

    /** Requests whose body is whole. */
    public synchronized int requests() {
        return all.requests;
    }

    /** Bodies that are on their way. */
    public synchronized int arriving() {
        return senders.values().stream()
                .mapToInt(sender -> sender.bodies.size())
                .sum();
    }

    private synchronized boolean take(Holding holding, long more) {
        if (holding.state == State.OVER || key(holding).bytes + more > ofOneKey() * bounds.bytes()) {
            return false;
        }
        while (all.bytes + more > bounds.bytes()) {
            Optional<Holding> yielding = yielding(holding);
            if (yielding.isEmpty()) {
                return false;
            }
            leave(yielding.get());
            yielding.get().gaveWay();
        }
        add(holding, more);
        return true;
    }

    /** Says who gives way: nobody who has less on the way than the one who asks. */
    private Optional<Holding> yielding(Holding asking) {
        @Nullable Arriving own = senders.get(asking.sender);
        long atLeast = own == null ? 0 : own.bytes;
        long now = nanos.getAsLong();
        return senders.values().stream()
                .filter(sender -> sender.bytes >= atLeast)
                .filter(sender -> sender.oldest() != asking && now - sender.oldest().since >= YOUNG.toNanos())
                .max(Comparator.comparingLong(sender -> sender.bytes))
                .map(Arriving::oldest);
    }

    private synchronized boolean complete(Holding holding) {
        Total key = key(holding);
        if (holding.state != State.ARRIVING
                || all.requests >= bounds.requests()
                || key.requests >= ofOneKey() * bounds.requests()) {
            return false;
        }
        isOnItsWayNoMore(holding);
        holding.state = State.WHOLE;
        all.requests++;
        key.requests++;
        return true;
    }

    private synchronized void leave(Holding holding) {
        Total key = key(holding);
        if (holding.state == State.ARRIVING) {
            isOnItsWayNoMore(holding);
        } else if (holding.state == State.WHOLE) {
            all.requests--;
            key.requests--;
        }
        all.bytes -= holding.bytes;
        key.bytes -= holding.bytes;
        holding.bytes = 0;
        holding.state = State.OVER;
        if (key.bytes == 0 && key.requests == 0) {
            keys.remove(holding.sender.key());
        }
    }

    private void add(Holding holding, long more) {
        holding.bytes += more;
        all.bytes += more;
        key(holding).bytes += more;
        if (holding.state == State.ARRIVING) {
            arriving(holding).bytes += more;
        }
    }

    private void isOnItsWayNoMore(Holding holding) {
        Arriving sender = arriving(holding);
        sender.bodies.remove(holding);
        sender.bytes -= holding.bytes;
        if (sender.bodies.isEmpty()) {
            senders.remove(holding.sender);
        }
    }

    private Arriving arriving(Holding holding) {
        return senders.computeIfAbsent(holding.sender, any -> new Arriving());
    }

    private double ofOneKey() {
        return areShared.getAsBoolean() ? bounds.ofOneKey() : 1;
    }

    private Total key(Holding holding) {
        return keys.computeIfAbsent(holding.sender.key(), any -> new Total());
    }

    private static final class Total {
        private long bytes;
        private int requests;
    }

    /** A sender's bodies that are on their way, the oldest first. */
    private static final class Arriving {
        private final Set<Holding> bodies = new LinkedHashSet<>();
        private long bytes;

        private Holding oldest() {
            return bodies.iterator().next();
        }
    }

    private enum State {
        ARRIVING,
        WHOLE,
        OVER
    }

    /** The share that one request holds, until it leaves or gives way. */
    public final class Holding implements Room {
        private final Sender sender;
        private final long since;
        private State state = State.ARRIVING;
        private long bytes;
        private boolean yielded;
        private Runnable whenGivingWay = () -> {};

        private Holding(Sender sender, long since) {
            this.sender = sender;
            this.since = since;
        }

        @Override
        public boolean take(long more) {
            return InFlight.this.take(this, more);
        }

        /** Sets what to do, at once and without waiting for anything, when this gives way to others. */
        void whenGivingWay(Runnable action) {
            synchronized (InFlight.this) {
                whenGivingWay = action;
                if (yielded) {
                    action.run();
                }
            }
        }

        private void gaveWay() {
            yielded = true;
            whenGivingWay.run();
        }

        /** Takes a place for the request, whose body is whole; false when there is none. */
        public boolean complete() {
            return InFlight.this.complete(this);
        }

        /** Gives everything back; the second time changes nothing. */
        public void leave() {
            InFlight.this.leave(this);
        }
    }
}
