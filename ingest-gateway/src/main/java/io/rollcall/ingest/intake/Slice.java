package io.rollcall.ingest.intake;

/** The place in a {@link Body} where something lies, in bytes. */
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
