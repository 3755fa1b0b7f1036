package io.rollcall.ingest.intake;

/** Finds the elements of a JSON array, and where the array breaks off. */
final class ArrayElements {
    private final JsonCursor cursor;
    private final FoundEvents found;

    ArrayElements(JsonCursor cursor, FoundEvents found) {
        this.cursor = cursor;
        this.found = found;
    }

    /** Steps over the array, from its opening bracket; stops early when it breaks or has too many elements. */
    void collect() {
        cursor.accept('[');
        if (cursor.skipBlanks().accept(']')) {
            return;
        }
        boolean more = true;
        while (more) {
            more = collectOne();
        }
    }

    /** Takes one element and what follows it; false when there is no next one. */
    private boolean collectOne() {
        int start = cursor.skipBlanks().position();
        if (!cursor.skipValue(']')) {
            found.breakOff(cursor.restFrom(start), "the body ends inside this event");
            return false;
        }
        Slice element = cursor.since(start);
        if (cursor.atEnd()) {
            endsWithoutBracket(element);
            return false;
        }
        found.add(element);
        return cursor.accept(',') ? !found.isOverLimit() : !cursor.accept(']');
    }

    private void endsWithoutBracket(Slice element) {
        if (element.length() > 0) {
            found.add(element);
        }
        found.breakOff(cursor.restFrom(cursor.position()), "the body ends before the array's closing bracket");
    }
}
