package io.rollcall.ingest.segment;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The calls of Segment's HTTP API that make events here; the address of each is its name. */
public enum SegmentCall {
    BATCH,
    TRACK,
    IDENTIFY,
    PAGE,
    SCREEN;

    /** The address. */
    public String path() {
        return "/v1/" + code();
    }

    /** The name, as a message of a batch has it in {@code type}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The call of that address; empty for another one. */
    public static Optional<SegmentCall> at(String path) {
        return Stream.of(values()).filter(call -> call.path().equals(path)).findFirst();
    }
}
