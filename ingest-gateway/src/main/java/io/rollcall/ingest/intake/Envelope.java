package io.rollcall.ingest.intake;

import io.rollcall.event.ClientTime;
import io.rollcall.event.Reason;
import io.rollcall.event.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object that may be an envelope, {@code {"sent_at": ..., "events": [...]}}: it is one when it has an
 * {@code events} array. Its other members are skipped.
 */
final class Envelope {
    private static final byte[] EVENTS = "\"events\"".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SENT_AT = "\"sent_at\"".getBytes(StandardCharsets.US_ASCII);

    private final Body body;
    private final JsonCursor cursor;
    private final FoundEvents found;

    private boolean hasEvents;
    private int wholeUntil;
    private @Nullable Slice sentAt;
    private @Nullable String problem;

    Envelope(Body body, JsonCursor cursor, FoundEvents found) {
        this.body = body;
        this.cursor = cursor;
        this.found = found;
    }

    /** Steps over the object, from its opening brace. Empty when it is no envelope. */
    Optional<Splitting> open() {
        cursor.accept('{');
        boolean more = true;
        while (more) {
            more = member() && cursor.accept(',');
        }
        if (!hasEvents) {
            return Optional.empty();
        }
        if (!found.isBroken() && !found.isOverLimit()) {
            close();
        }
        return Optional.of(problem == null ? split() : unreadable(problem));
    }

    private void close() {
        int start = wholeUntil;
        if (cursor.accept('}')) {
            start = cursor.skipBlanks().position();
        }
        if (start == wholeUntil || !cursor.atEnd()) {
            found.breakOff(cursor.restFrom(start), "the envelope does not go on as JSON does");
        }
    }

    /** Steps over one member; false when the next thing cannot be a member. */
    private boolean member() {
        int start = cursor.skipBlanks().position();
        if (!cursor.skipString()) {
            return false;
        }
        Slice name = cursor.since(start);
        if (!cursor.skipBlanks().accept(':')) {
            return false;
        }
        cursor.skipBlanks();
        boolean isEvents = isNamed(name, EVENTS) && cursor.isAt('[');
        boolean whole = isEvents ? events() : other(name);
        if (whole) {
            wholeUntil = cursor.position();
        }
        return whole;
    }

    private boolean events() {
        if (hasEvents) {
            problem = "'events' is given twice";
            return false;
        }
        hasEvents = true;
        new ArrayElements(cursor, found).collect();
        cursor.skipBlanks();
        return !found.isBroken() && !found.isOverLimit();
    }

    private boolean other(Slice name) {
        int start = cursor.position();
        if (!cursor.skipValue('}') || cursor.atEnd()) {
            return false;
        }
        if (isNamed(name, SENT_AT)) {
            if (sentAt != null) {
                problem = "'sent_at' is given twice";
            }
            sentAt = cursor.since(start);
        }
        return true;
    }

    private boolean isNamed(Slice quoted, byte[] name) {
        return Arrays.equals(body.bytes(), quoted.offset(), quoted.end(), name, 0, name.length);
    }

    private Splitting split() {
        String text = sentAt == null ? "null" : new String(body.copy(sentAt), StandardCharsets.UTF_8);
        if (text.equals("null")) {
            return new Splitting.Split(body, found.slices(), found.tail(), OptionalLong.empty());
        }
        OptionalLong millis = time(text);
        if (millis.isEmpty()) {
            return unreadable("'sent_at' must be RFC 3339 with an offset (2026-11-22T10:15:02Z) or epoch milliseconds");
        }
        return !text.startsWith("\"") && ClientTime.looksLikeSeconds(millis.getAsLong())
                ? unreadable("'sent_at' looks_like_seconds: send milliseconds (" + text + "000, not " + text + ")")
                : new Splitting.Split(body, found.slices(), found.tail(), millis);
    }

    private static OptionalLong time(String json) {
        OptionalLong millis = json.startsWith("\"") && json.endsWith("\"") && json.length() > 1
                ? ClientTime.ofText(json.substring(1, json.length() - 1))
                : whole(json);
        return millis.isPresent() && ClientTime.isInRange(millis.getAsLong()) ? millis : OptionalLong.empty();
    }

    private static OptionalLong whole(String json) {
        return json.matches("-?(0|[1-9][0-9]{0,15})") ? OptionalLong.of(Long.parseLong(json)) : OptionalLong.empty();
    }

    private Splitting unreadable(String detail) {
        return new Splitting.Unreadable(
                body, new Rejection(Reason.SCHEMA_VIOLATION, detail), RefusalCode.INVALID_ENVELOPE);
    }
}
