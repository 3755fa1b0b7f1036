package io.rollcall.standalone.imports;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** Lines of a stream, plain or gzip, with their numbers. Blank lines count but are not returned. */
final class LineReader implements Lines {
    private static final int BUFFER_BYTES = 64 << 10;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InputStream bytes;
    private Optional<Line> ahead = Optional.empty();
    private long number;

    LineReader(InputStream source) throws IOException {
        bytes = unpacked(new BufferedInputStream(source, BUFFER_BYTES));
        skipByteOrderMark();
    }

    @Override
    public Optional<Line> next() throws IOException {
        Optional<Line> next = peek();
        ahead = Optional.empty();
        return next;
    }

    /** The line that comes next; it stays the next one. */
    Optional<Line> peek() throws IOException {
        if (ahead.isEmpty()) {
            ahead = nextWithText();
        }
        return ahead;
    }

    private Optional<Line> nextWithText() throws IOException {
        for (Line line = read(); line != null; line = read()) {
            if (!isBlank(line.text())) {
                return Optional.of(line);
            }
        }
        return Optional.empty();
    }

    /**
     * A gzip file begins with 1F 8B, which no text does. It may have several members, and what brings it may pause between them:
     * the JDK's own stream takes a pause for the end.
     */
    private static InputStream unpacked(BufferedInputStream source) throws IOException {
        source.mark(2);
        boolean gzip = source.read() == 0x1F && source.read() == 0x8B;
        source.reset();
        if (!gzip) {
            return source;
        }
        return new BufferedInputStream(
                GzipCompressorInputStream.builder()
                        .setInputStream(source)
                        .setDecompressConcatenated(true)
                        .get(),
                BUFFER_BYTES);
    }

    private void skipByteOrderMark() throws IOException {
        bytes.mark(BYTE_ORDER_MARK.length);
        if (!Arrays.equals(bytes.readNBytes(BYTE_ORDER_MARK.length), BYTE_ORDER_MARK)) {
            bytes.reset();
        }
    }

    private @Nullable Line read() throws IOException {
        int next = bytes.read();
        if (next < 0) {
            return null;
        }
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        long length = 0;
        for (; next >= 0 && next != '\n'; next = bytes.read()) {
            if (length++ < Line.MAX_BYTES) {
                text.write(next);
            }
        }
        return new Line(++number, text.toByteArray(), length);
    }

    private static boolean isBlank(byte[] text) {
        for (byte character : text) {
            if (character != ' ' && character != '\t' && character != '\r') {
                return false;
            }
        }
        return true;
    }
}
