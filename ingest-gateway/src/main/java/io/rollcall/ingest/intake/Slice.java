package io.rollcall.ingest.intake;

/** Where in a {@link Body} something lies, in bytes. */
public record Slice(int offset, int length) {
    public Slice {
        if (offset < 0 || length < 0) {
            throw new IllegalArgumentException("not a slice: offset " + offset + ", length " + length);
        }
    }

    static Slice between(int start, int end) {
        return new Slice(start, end - start);
    }

    int end() {
        return offset + length;
    }
}
