package io.rollcall.standalone.imports;

import io.rollcall.event.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Gives events without an id one of their own: a hash of the line, and how often the same line came before. So a file that has
 * grown, or in which one line was corrected, has the same ids for all other lines, and equal events in one file stay apart.
 */
final class OwnIds {
    private static final int BYTES_KEPT = 16;
    private static final int NULL_BYTES = "null".length();

    private final MessageDigest digest = Sha256.begin();
    private final Occurrences occurrences;

    OwnIds(Occurrences occurrences) {
        this.occurrences = occurrences;
    }

    /** The line with an id, or as it is when it has one or cannot be read; empty when no more can be told apart. */
    Optional<SentLine> identified(Line line, Glance glance) {
        return switch (glance.identity()) {
            case OWN, UNREADABLE -> Optional.of(new SentLine(line, line.text()));
            case ABSENT -> id(line).map(id -> with("\"event_id\":\"" + id + "\",", line, glance.place(), 0));
            case NULL -> id(line).map(id -> with('"' + id + '"', line, glance.place(), NULL_BYTES));
        };
    }

    private Optional<String> id(Line line) {
        byte[] hash = digest.digest(trimmed(line.text()));
        OptionalInt before = occurrences.next(ByteBuffer.wrap(hash).getLong());
        return before.isPresent()
                ? Optional.of(HexFormat.of().formatHex(hash, 0, BYTES_KEPT) + '-' + before.getAsInt())
                : Optional.empty();
    }

    private static SentLine with(String text, Line line, int place, int replaced) {
        byte[] before = line.text();
        byte[] more = text.getBytes(StandardCharsets.US_ASCII);
        byte[] sent = Arrays.copyOf(before, before.length - replaced + more.length);
        System.arraycopy(more, 0, sent, place, more.length);
        System.arraycopy(before, place + replaced, sent, place + more.length, before.length - place - replaced);
        return new SentLine(line, sent);
    }

    /** Line ends of another system are not another event. */
    private static byte[] trimmed(byte[] text) {
        int from = 0;
        int to = text.length;
        while (from < to && text[from] <= ' ' && text[from] >= 0) {
            from++;
        }
        while (to > from && text[to - 1] <= ' ' && text[to - 1] >= 0) {
            to--;
        }
        return Arrays.copyOfRange(text, from, to);
    }
}
