package io.rollcall.ingest.recent;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** The last events of one outcome; the oldest make room for new ones. */
final class Ring {
    private final int capacity;
    private final Deque<RecentEvent> events;

    Ring(int capacity) {
        this.capacity = capacity;
        this.events = new ArrayDeque<>(capacity);
    }

    synchronized void add(List<RecentEvent> more) {
        for (RecentEvent event : more) {
            if (events.size() == capacity) {
                events.removeFirst();
            }
            events.addLast(event);
        }
    }

    /** The newest that pass, at most so many, in the order in which they came. */
    synchronized void newest(Predicate<RecentEvent> passes, int most, Consumer<RecentEvent> taker) {
        Deque<RecentEvent> found = new ArrayDeque<>();
        for (Iterator<RecentEvent> all = events.descendingIterator(); found.size() < most && all.hasNext(); ) {
            RecentEvent event = all.next();
            if (passes.test(event)) {
                found.addFirst(event);
            }
        }
        found.forEach(taker);
    }
}
