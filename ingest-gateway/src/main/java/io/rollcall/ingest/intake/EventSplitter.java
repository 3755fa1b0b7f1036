package io.rollcall.ingest.intake;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Finds the events in a body and copies none. A broken event costs its neighbours nothing; where the structure itself
 * breaks, the events before the break stand and the rest is one broken tail.
 */
final class EventSplitter {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final int maxEvents;

    EventSplitter(int maxEvents) {
        this.maxEvents = maxEvents;
    }

    Splitting split(Body body, Delivery.Form form) {
        FoundEvents found = new FoundEvents(maxEvents);
        Splitting splitting = isLines(body, form) ? lines(body, found) : json(body, found);
        if (found.isOverLimit()) {
            return tooMany();
        }
        return found.isEmpty() && splitting instanceof Splitting.Split ? noEvents() : splitting;
    }

    private static boolean isLines(Body body, Delivery.Form form) {
        return form == Delivery.Form.NDJSON || (form == Delivery.Form.TEXT && TextForm.isLines(body.bytes()));
    }

    private Splitting lines(Body body, FoundEvents found) {
        byte[] bytes = body.bytes();
        int start = start(bytes);
        while (start < bytes.length && !found.isOverLimit()) {
            int end = endOfLine(bytes, start);
            line(bytes, start, end, found);
            start = end + 1;
        }
        return split(body, found);
    }

    private static void line(byte[] bytes, int start, int end, FoundEvents found) {
        int first = start;
        while (first < end && JsonCursor.isBlank(bytes[first])) {
            first++;
        }
        if (first < end) {
            found.add(JsonCursor.trimmed(bytes, first, end));
        }
    }

    private static int endOfLine(byte[] bytes, int start) {
        int end = start;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        return end;
    }

    private Splitting json(Body body, FoundEvents found) {
        JsonCursor cursor = new JsonCursor(body.bytes(), start(body.bytes())).skipBlanks();
        if (cursor.isAt('[')) {
            return array(body, cursor, found);
        }
        int start = cursor.position();
        if (cursor.isAt('{')) {
            Optional<Splitting> envelope = new Envelope(body, cursor, found).open();
            if (envelope.isPresent()) {
                return envelope.get();
            }
        }
        return single(body, cursor.restFrom(start), found);
    }

    private Splitting array(Body body, JsonCursor cursor, FoundEvents found) {
        new ArrayElements(cursor, found).collect();
        if (!found.isBroken() && !found.isOverLimit() && !cursor.skipBlanks().atEnd()) {
            found.breakOff(cursor.restFrom(cursor.position()), "something follows the array's closing bracket");
        }
        return split(body, found);
    }

    private static Splitting single(Body body, Slice event, FoundEvents found) {
        if (event.length() > 0) {
            found.add(event);
        }
        return split(body, found);
    }

    private static Splitting split(Body body, FoundEvents found) {
        return new Splitting.Split(body, found.slices(), found.tail(), OptionalLong.empty());
    }

    /** Some editors put a byte order mark before UTF-8; it belongs to no event. */
    static int start(byte[] bytes) {
        for (int at = 0; at < BYTE_ORDER_MARK.length; at++) {
            if (at >= bytes.length || bytes[at] != BYTE_ORDER_MARK[at]) {
                return 0;
            }
        }
        return BYTE_ORDER_MARK.length;
    }

    private Splitting tooMany() {
        return new Splitting.Refused(Refusal.lasting(
                RefusalCode.TOO_MANY_EVENTS,
                "a request may have " + maxEvents + " events; none of these was accepted, send them in parts"));
    }

    private static Splitting noEvents() {
        return new Splitting.Refused(Refusal.lasting(
                RefusalCode.NO_EVENTS,
                "send one event, an array of events, an envelope {\"sent_at\": ..., \"events\": [...]}, or one event a"
                        + " line as application/x-ndjson"));
    }
}
