package io.rollcall.ingest.body;

import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Room;
import io.vertx.core.buffer.Buffer;
import java.util.Arrays;

/**
 * Collects what has come of a body. Its bytes are copied together as they come: kept as they arrived, chunks of one
 * byte would take a hundred times what they weigh. It grows with what has come and not with what was announced.
 */
final class BodyBuffer {
    private static final int SMALLEST = 4 << 10;

    private final int limitBytes;
    private final int announcedBytes;
    private final Room room;
    private byte[] bytes = {};
    private int length;

    /** Says what became of a chunk. */
    enum Outcome {
        TAKEN,
        TOO_LARGE,
        NO_ROOM
    }

    /**
     * Makes an empty buffer.
     *
     * @param announcedBytes the body's length, as its sender says; beyond the limit when it does not say
     */
    BodyBuffer(int limitBytes, long announcedBytes, Room room) {
        this.limitBytes = limitBytes;
        this.announcedBytes = (int) Math.min(announcedBytes, limitBytes);
        this.room = room;
    }

    Outcome append(Buffer chunk) {
        long needed = length + (long) chunk.length();
        if (needed > limitBytes) {
            return Outcome.TOO_LARGE;
        }
        if (!reserve((int) needed)) {
            return Outcome.NO_ROOM;
        }
        chunk.getBytes(bytes, length);
        length += chunk.length();
        return Outcome.TAKEN;
    }

    int length() {
        return length;
    }

    /** The whole of the body. Where the length was announced nothing is copied. */
    Body body() {
        return new Body(length == bytes.length ? bytes : Arrays.copyOf(bytes, length));
    }

    private boolean reserve(int needed) {
        if (needed <= bytes.length) {
            return true;
        }
        long larger = Math.max(SMALLEST, 2L * bytes.length);
        int capacity = (int) Math.max(needed, Math.min(larger, announcedBytes));
        if (!room.take(capacity - bytes.length)) {
            return false;
        }
        bytes = Arrays.copyOf(bytes, capacity);
        return true;
    }
}
