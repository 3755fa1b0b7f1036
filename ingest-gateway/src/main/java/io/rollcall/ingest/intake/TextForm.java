package io.rollcall.ingest.intake;

/**
 * Tells one event a line from JSON where the content type says neither. A body that does not begin with a brace is
 * JSON, or nothing. One that does is lines when a line of it ends with a brace and the next one begins with one: between
 * two values of JSON there is a comma, so that no JSON has that, however it is laid out.
 */
final class TextForm {
    private TextForm() {}

    static boolean isLines(byte[] bytes) {
        byte last = 0;
        boolean newLine = false;
        for (int at = EventSplitter.start(bytes); at < bytes.length; at++) {
            byte next = bytes[at];
            if (JsonCursor.isBlank(next)) {
                newLine |= next == '\n';
                continue;
            }
            if (last == 0 && next != '{') {
                return false;
            }
            if (newLine && last == '}' && next == '{') {
                return true;
            }
            last = next;
            newLine = false;
        }
        return false;
    }
}
