package io.rollcall.ingest.intake;

/** A body as it crossed the network, and what its headers say about it. */
public record Delivery(Body body, Form form, Encoding encoding) {
    /** The ways in which the events may be laid out. */
    public enum Form {
        /** One event, an array, or an envelope. */
        JSON,
        /** The body has one event a line. */
        NDJSON,
        /** Either of them: the body itself says which. */
        TEXT
    }

    /** The ways in which the body may be packed. */
    public enum Encoding {
        PLAIN,
        GZIP
    }
}
