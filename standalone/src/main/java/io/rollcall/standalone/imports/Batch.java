package io.rollcall.standalone.imports;

import java.io.ByteArrayOutputStream;
import java.util.List;

/** The lines of one request, all of one lane, in the order of the file. */
record Batch(int lane, List<SentLine> lines) {
    /** Well below the 1,000 events of the contract. */
    static final int MAX_LINES = 500;

    /** Below the 1 MiB of the contract. */
    static final int MAX_BYTES = 768 << 10;

    Batch {
        lines = List.copyOf(lines);
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
