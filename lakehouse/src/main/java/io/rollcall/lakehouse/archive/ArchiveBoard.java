package io.rollcall.lakehouse.archive;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** A board on which the archiver's thread says how it stands, and finds what others want of it. */
@ApplicationScoped
class ArchiveBoard {
    /** The state of the archiver. Sealed, so that health has an answer for each. */
    sealed interface State {
        /** It looks for its place on the log. */
        record Placing(String why) implements State {}

        /**
         * A state in which the archiver reads.
         *
         * @param stopped the partitions it does not read, and why
         */
        record Reading(Map<Integer, String> stopped) implements State {}

        /** It was told to end, or is not enabled. */
        record Ended() implements State {}
    }

    private final ArchiveMetrics metrics;
    private final AtomicBoolean commitRequested = new AtomicBoolean();
    private volatile State state = new State.Placing("not started yet");

    ArchiveBoard(ArchiveMetrics metrics) {
        this.metrics = metrics;
    }

    ArchiveMetrics metrics() {
        return metrics;
    }

    State state() {
        return state;
    }

    void placing(String why) {
        state = new State.Placing(why);
    }

    void placed(Map<Integer, String> stopped) {
        state = new State.Reading(new TreeMap<>(stopped));
        metrics.stopped(stopped.size());
    }

    void ended() {
        state = new State.Ended();
    }

    /** Asks for a commit without waiting for the interval. */
    void requestCommit() {
        commitRequested.set(true);
    }

    boolean takeRequest() {
        return commitRequested.getAndSet(false);
    }
}
