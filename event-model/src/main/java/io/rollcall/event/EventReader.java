package io.rollcall.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads events' JSON. Streaming, without a tree and without reflection: the gateway reads every event once and passes its
 * bytes on as they came. Safe for use by many threads.
 */
public final class EventReader {
    private static final int FIRST_BYTE_OF_A_MARK = 0xEF;

    private final JsonFactory json;
    private final Limits limits;
    private final ProfileTexts profiles;
    private final RepeatedTexts texts = new RepeatedTexts();

    /** A reader of events whose profiles are numbers. */
    public EventReader(Limits limits) {
        this(limits, ProfileTexts.NONE);
    }

    /** A reader of events whose profiles may be texts. */
    public EventReader(Limits limits, ProfileTexts profiles) {
        this.limits = limits;
        this.profiles = profiles;
        this.json = new JsonFactoryBuilder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(Limits.NESTING_DEPTH)
                        .maxStringLength(limits.eventBytes())
                        .build())
                .build();
    }

    /** Reads the event in {@code length} bytes from {@code offset}. Never throws for what a client sent. */
    public EventReading read(byte[] bytes, int offset, int length) {
        try (Request request = request(bytes)) {
            return request.read(offset, length);
        }
    }

    /** Makes a reader of the events in these bytes, one after the other. */
    public Request request(byte[] bytes) {
        return new Request(bytes);
    }

    /**
     * The events of one request, read by one parser: making a parser costs a quarter of reading an event. Each event is
     * fed to it alone, and one that is broken takes its parser with it, so that no event reads what belongs to another. For
     * one thread.
     */
    public final class Request implements AutoCloseable {
        private final FedBytes fed;
        private @Nullable JsonParser parser;

        /**
         * The bytes that this parser was fed before the present event: its places count from the first byte it ever
         * read.
         */
        private long parsedBefore;

        private Request(byte[] bytes) {
            this.fed = new FedBytes(bytes);
        }

        /** Reads the event in {@code length} bytes from {@code offset}. Never throws for what a client sent. */
        public EventReading read(int offset, int length) {
            if (length > limits.eventBytes()) {
                return refuse(Reason.EVENT_TOO_LARGE, length + " bytes; an event may have " + limits.eventBytes());
            }
            if (!startsLikeUtf8(fed.bytes, offset, length)) {
                return refuse(Reason.MALFORMED_JSON, "an event is UTF-8 without a byte order mark");
            }
            boolean begins = parser == null;
            EventReading reading = attempt(offset, length);
            // Places in a message count from where the parser began: one that begins here says them right.
            return begins || reading instanceof EventReading.Read ? reading : attempt(offset, length);
        }

        /** Reads the event; without a parser afterwards when it is refused. */
        private EventReading attempt(int offset, int length) {
            fed.feed(offset, length);
            EventReading reading;
            try {
                reading = read(parser());
                parsedBefore += length;
            } catch (StreamConstraintsException tooMuch) {
                reading = refuse(
                        Reason.SCHEMA_VIOLATION,
                        "the event nests deeper than " + Limits.NESTING_DEPTH
                                + " levels, or has a number of more digits than anybody counts with");
            } catch (IOException malformed) {
                reading = refuse(Reason.MALFORMED_JSON, BrokenJson.explain(malformed, fed.bytes, offset, length));
            }
            if (reading instanceof EventReading.Refused) {
                close();
            }
            return reading;
        }

        private EventReading read(JsonParser parser) throws IOException {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return refuse(
                        parser.currentToken() == null ? Reason.MALFORMED_JSON : Reason.SCHEMA_VIOLATION,
                        "an event is a JSON object");
            }
            EventFields fields = new EventFields(limits, texts, profiles);
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                parser.nextToken();
                fields.take(name, parser);
            }
            if (fed.isLeft() || parser.releaseBuffered(OutputStream.nullOutputStream()) > 0) {
                return refuse(Reason.MALFORMED_JSON, "something follows the event's closing brace");
            }
            return fields.finish(parsedBefore);
        }

        private JsonParser parser() throws IOException {
            JsonParser current = parser;
            if (current == null) {
                current = json.createParser(fed);
                parser = current;
                parsedBefore = 0;
            }
            return current;
        }

        /** Gives the parser's buffers back. Reading may go on, with another one. */
        @Override
        public void close() {
            JsonParser last = parser;
            parser = null;
            try {
                if (last != null) {
                    last.close();
                }
            } catch (IOException impossible) {
                throw new IllegalStateException("bytes in memory cannot fail to close", impossible);
            }
        }
    }

    /** A stream that ends with each event until it is fed the next one. */
    private static final class FedBytes extends InputStream {
        private final byte[] bytes;
        private int position;
        private int end;

        FedBytes(byte[] bytes) {
            this.bytes = bytes;
        }

        void feed(int offset, int length) {
            position = offset;
            end = offset + length;
        }

        boolean isLeft() {
            return position < end;
        }

        @Override
        public int read() {
            return isLeft() ? Byte.toUnsignedInt(bytes[position++]) : -1;
        }

        @Override
        public int read(byte[] into, int offset, int length) {
            if (!isLeft()) {
                return -1;
            }
            int count = Math.min(length, end - position);
            System.arraycopy(bytes, position, into, offset, count);
            position += count;
            return count;
        }
    }

    /** The parser would guess UTF-16 and UTF-32 too, from a byte order mark or a zero; no reader of the log does. */
    private static boolean startsLikeUtf8(byte[] bytes, int offset, int length) {
        return length < 2
                || (bytes[offset] != 0
                        && bytes[offset + 1] != 0
                        && Byte.toUnsignedInt(bytes[offset]) < FIRST_BYTE_OF_A_MARK);
    }

    private static EventReading refuse(Reason reason, String detail) {
        return new EventReading.Refused(List.of(new Rejection(reason, detail)), EventFragment.NOTHING);
    }
}
