package io.rollcall.standalone.imports;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts a file's lines into batches. */
final class BatchReader {
    private final LineReader lines;
    private Optional<Line> ahead = Optional.empty();

    BatchReader(LineReader lines) {
        this.lines = lines;
    }

    /** The next batch; an empty one at the end. */
    Batch next() throws IOException {
        List<Line> fitting = new ArrayList<>();
        List<Line> tooLong = new ArrayList<>();
        long bytes = 0;
        for (Optional<Line> line = take(); line.isPresent(); line = take()) {
            Line next = line.get();
            if (bytes + next.text().length > Batch.MAX_BYTES) {
                ahead = line;
                break;
            }
            // One that is too long takes its room too: what is kept of it is held in memory like the rest.
            bytes += next.text().length + 1L;
            (next.tooLong() ? tooLong : fitting).add(next);
            if (fitting.size() + tooLong.size() == Batch.MAX_LINES) {
                break;
            }
        }
        return new Batch(fitting, tooLong);
    }

    private Optional<Line> take() throws IOException {
        Optional<Line> line = ahead.isPresent() ? ahead : lines.next();
        ahead = Optional.empty();
        return line;
    }
}
