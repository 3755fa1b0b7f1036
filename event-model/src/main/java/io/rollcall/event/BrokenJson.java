package io.rollcall.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Says where bytes stop being JSON and what to do, in words about the event: the parser's own speak of its settings. */
final class BrokenJson {
    private static final int BYTES_BEFORE = 12;
    private static final int BYTES_AFTER = 12;

    private BrokenJson() {}

    static String explain(IOException malformed, byte[] bytes, int offset, int length) {
        if (malformed instanceof JsonEOFException) {
            return "the event ends in the middle, after " + length + " bytes";
        }
        if (!(malformed instanceof JsonProcessingException json) || json.getLocation() == null) {
            return "the event is not UTF-8";
        }
        int at = (int) Math.max(0, Math.min(length, json.getLocation().getByteOffset()));
        String around = around(bytes, offset, Math.max(0, at - BYTES_BEFORE), Math.min(length, at + BYTES_AFTER));
        return "the event is not JSON (byte " + at + " of the event): near \"" + around + '"'
                + hint(bytes, offset, length, at);
    }

    /** A parser stops at what it does not understand, or just behind it. */
    private static String hint(byte[] bytes, int offset, int length, int at) {
        for (int place = Math.max(0, at - 1); place <= Math.min(length - 1, at); place++) {
            int found = Byte.toUnsignedInt(bytes[offset + place]);
            if (found < ' ') {
                return "; a control character in a text must be escaped";
            }
            if (found == '\'') {
                return "; JSON has double quotes";
            }
            if (found == '}' || found == ']') {
                return "; a value is missing, or a comma is one too many";
            }
            if (found == 'N' || found == 'I') {
                return "; NaN and Infinity are no values, null is";
            }
        }
        return "";
    }

    private static String around(byte[] bytes, int offset, int from, int to) {
        return new String(bytes, offset + from, to - from, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", " ");
    }
}
