package io.rollcall.standalone.imports;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The events of some profiles on their way, in the order of the file: one request at a time, so that a request that has to be
 * sent again is never overtaken. For one thread.
 */
final class Lane {
    /** The number of batches that may wait, so that a lane goes on while the file is read for another one. */
    private static final int BATCHES_WAITING = 2;

    private final int number;
    private final Deque<Batch> waiting = new ArrayDeque<>();
    private List<SentLine> lines = new ArrayList<>();
    private int bytes;
    private boolean busy;

    Lane(int number) {
        this.number = number;
    }

    /** Tells whether the line still goes into the batch that is being filled. */
    boolean hasRoomFor(SentLine line) {
        return lines.size() < Batch.MAX_LINES && bytes + line.text().length < Batch.MAX_BYTES;
    }

    void add(SentLine line) {
        lines.add(line);
        bytes += line.text().length + 1;
    }

    boolean hasLines() {
        return !lines.isEmpty();
    }

    /** Tells whether a batch must be answered before another one may wait. */
    boolean isFull() {
        return waiting.size() >= BATCHES_WAITING;
    }

    /** Closes the batch that is being filled; it waits for its turn. */
    void closeBatch() {
        waiting.add(new Batch(number, lines));
        lines = new ArrayList<>();
        bytes = 0;
    }

    /** The batch whose turn it is, if there is one. */
    Optional<Batch> start() {
        Optional<Batch> next = busy ? Optional.empty() : Optional.ofNullable(waiting.poll());
        busy |= next.isPresent();
        return next;
    }

    /** The batch under way was answered. */
    void answered() {
        busy = false;
    }
}
