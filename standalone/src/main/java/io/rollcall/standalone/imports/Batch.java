package io.rollcall.standalone.imports;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * The lines of one request, and those that lie between them and are too long to be sent. Where a batch ends depends on
 * the file alone: an event without an id is named by its request, so the same file must make the same requests.
 */
record Batch(List<Line> lines, List<Line> tooLong) {
    /** Well below the 1,000 events of the contract. */
    static final int MAX_LINES = 500;

    /** Below the 1 MiB of the contract. */
    static final int MAX_BYTES = 768 << 10;

    Batch {
        lines = List.copyOf(lines);
        tooLong = List.copyOf(tooLong);
    }

    boolean isEmpty() {
        return lines.isEmpty() && tooLong.isEmpty();
    }

    byte[] body() {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        lines.forEach(line -> {
            body.writeBytes(line.text());
            body.write('\n');
        });
        return body.toByteArray();
    }
}
