package io.rollcall.ingest.intake;

/** A body as it crossed the network, and what its headers say about it. */
public record Delivery(Body body, Form form, Encoding encoding, Shape shape) {
    /** A delivery in Rollcall's own shape. */
    public Delivery(Body body, Form form, Encoding encoding) {
        this(body, form, encoding, Shape.OWN);
    }

    /** Puts an unpacked body of another system's shape into one of events, as JSON. */
    @FunctionalInterface
    public interface Shape {
        /** The body has events already. */
        Shape OWN = bytes -> bytes;

        /**
         * The body of events.
         *
         * @throws IllegalArgumentException when it is not of that shape; the message says why
         */
        byte[] toEvents(byte[] body);
    }

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
