package io.rollcall.ingest.intake;

/**
 * Walks over JSON without reading it: it knows strings, escapes and nesting, and nothing else. So a broken value still
 * has an end, and the values beside it stay whole. Iterative: no depth of nesting costs it a stack.
 */
final class JsonCursor {
    private final byte[] bytes;
    private int position;

    JsonCursor(byte[] bytes, int position) {
        this.bytes = bytes;
        this.position = position;
    }

    int position() {
        return position;
    }

    boolean atEnd() {
        return position >= bytes.length;
    }

    boolean isAt(char expected) {
        return position < bytes.length && bytes[position] == expected;
    }

    /** Steps over the character when it is the next one. */
    boolean accept(char expected) {
        if (!isAt(expected)) {
            return false;
        }
        position++;
        return true;
    }

    JsonCursor skipBlanks() {
        while (position < bytes.length && isBlank(bytes[position])) {
            position++;
        }
        return this;
    }

    /** Steps over a string, from its opening quote; false when there is none, or the bytes end first. */
    boolean skipString() {
        if (!accept('"')) {
            return false;
        }
        while (position < bytes.length) {
            byte next = bytes[position++];
            if (next == '"') {
                return true;
            }
            if (next == '\\') {
                position++;
            }
        }
        return false;
    }

    /**
     * Steps to the comma or the closer that ends a value of an array ({@code ]}) or an object ({@code }}); or to the
     * end. False when the bytes end inside a string or a nested value. A closer of the other kind is part of the value,
     * which is then for its reader to refuse.
     */
    boolean skipValue(char closer) {
        int depth = 0;
        while (position < bytes.length) {
            byte next = bytes[position];
            if (depth == 0 && (next == ',' || next == closer)) {
                return true;
            }
            if (next == '"') {
                if (!skipString()) {
                    return false;
                }
                continue;
            }
            if (next == '{' || next == '[') {
                depth++;
            } else if (depth > 0 && (next == '}' || next == ']')) {
                depth--;
            }
            position++;
        }
        return depth == 0;
    }

    /** The part between {@code start} and here, without blanks at its end. */
    Slice since(int start) {
        return trimmed(bytes, start, Math.min(position, bytes.length));
    }

    /** The part between {@code start} and the end, without blanks at its end. */
    Slice restFrom(int start) {
        return trimmed(bytes, Math.min(start, bytes.length), bytes.length);
    }

    static Slice trimmed(byte[] bytes, int start, int end) {
        int last = end;
        while (last > start && isBlank(bytes[last - 1])) {
            last--;
        }
        return Slice.between(start, last);
    }

    static boolean isBlank(byte character) {
        return character == ' ' || character == '\n' || character == '\r' || character == '\t';
    }
}
