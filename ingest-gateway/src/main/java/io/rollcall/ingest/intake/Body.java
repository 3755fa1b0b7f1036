package io.rollcall.ingest.intake;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Holds the bytes of a request. Nobody writes to them once they are here: events are slices of them, and go on as they
 * came.
 */
public final class Body {
    private final byte[] bytes;

    public Body(byte[] bytes) {
        this.bytes = bytes;
    }

    /** A body of that text, in UTF-8. */
    public static Body ofText(String text) {
        return new Body(text.getBytes(StandardCharsets.UTF_8));
    }

    public int length() {
        return bytes.length;
    }

    /** The slice that is the whole body. */
    public Slice whole() {
        return new Slice(0, bytes.length);
    }

    /** The slice's bytes, as they came. */
    public byte[] copy(Slice slice) {
        return Arrays.copyOfRange(bytes, slice.offset(), slice.end());
    }

    /** The bytes themselves, for reading only. */
    byte[] bytes() {
        return bytes;
    }
}
