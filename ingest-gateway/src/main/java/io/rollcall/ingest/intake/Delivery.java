package io.rollcall.ingest.intake;

/** A body as it crossed the network, and what its headers say about it. */
public record Delivery(Body body, Form form, Encoding encoding) {
    /** How the events are laid out. */
    public enum Form {
        /** One event, an array, or an envelope. */
        JSON,
        /** One event a line. */
        NDJSON
    }

    /** How the body is packed. */
    public enum Encoding {
        PLAIN,
        GZIP
    }
}
