package io.rollcall.lake.sandbox;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** The words of the two processes: what each writes, the other reads. They come out of one build, so there is one version. */
final class Frames {
    /** What begins a reply that is as it should be, and one that says why there is none. */
    static final int GOOD = 1;

    static final int FAILED = 2;

    /** The signs before a cell. */
    static final int NULL = 'N';

    static final int TRUE = 'T';
    static final int FALSE = 'F';
    static final int WHOLE = 'L';
    static final int REAL = 'D';
    static final int DECIMAL = 'M';
    static final int TEXT = 'S';

    /** The signs before a row, and after the last: complete, or not. */
    static final int ROW = 'R';

    static final int END = 'E';
    static final int CUT = 'C';

    private Frames() {}

    static void writeText(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /**
     * Reads a text.
     *
     * @throws IOException when it is longer than it may be, or there is no more of it
     */
    static String readText(DataInputStream in, int mostBytes) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > mostBytes) {
            throw new IOException("a text of " + length + " bytes where " + mostBytes + " may be");
        }
        return new String(in.readNBytes(length), StandardCharsets.UTF_8);
    }
}
