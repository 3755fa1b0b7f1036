package io.rollcall.ingest.http;

import io.rollcall.ingest.intake.Room;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Bounds what all requests together hold in memory. */
final class InFlight {
    private final long maxBytes;
    private final int maxRequests;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicInteger requests = new AtomicInteger();

    InFlight(long maxBytes, int maxRequests) {
        this.maxBytes = maxBytes;
        this.maxRequests = maxRequests;
    }

    /** A place for one more request, or none. */
    Optional<Place> enter() {
        if (requests.incrementAndGet() > maxRequests) {
            requests.decrementAndGet();
            return Optional.empty();
        }
        return Optional.of(new Place());
    }

    long bytes() {
        return bytes.get();
    }

    int requests() {
        return requests.get();
    }

    private boolean take(long more) {
        if (bytes.addAndGet(more) > maxBytes) {
            bytes.addAndGet(-more);
            return false;
        }
        return true;
    }

    /** What one request holds, until it is left. */
    final class Place implements Room {
        private final AtomicLong held = new AtomicLong();
        private final AtomicBoolean left = new AtomicBoolean();

        @Override
        public boolean take(long more) {
            boolean taken = !left.get() && InFlight.this.take(more);
            if (taken) {
                held.addAndGet(more);
            }
            return taken;
        }

        /** Gives everything back; the second time changes nothing. */
        void leave() {
            if (left.compareAndSet(false, true)) {
                bytes.addAndGet(-held.get());
                requests.decrementAndGet();
            }
        }
    }
}
