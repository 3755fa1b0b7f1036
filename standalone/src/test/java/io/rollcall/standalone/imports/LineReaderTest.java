package io.rollcall.standalone.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class LineReaderTest {
    @Test
    void linesKeepTheirNumbersAndBlankOnesAreLeftOut() throws IOException {
        assertThat(lines("a\n\n  \r\nb\r\nc".getBytes(UTF_8)))
                .extracting(Line::number, line -> new String(line.text(), UTF_8))
                .containsExactly(tuple(1L, "a"), tuple(4L, "b\r"), tuple(5L, "c"));
    }

    @Test
    void gzipIsRecognizedByItsFirstBytesAlsoInSeveralParts() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        parts.writeBytes(gzip("a\n"));
        parts.writeBytes(gzip("b\n"));
        assertThat(lines(parts.toByteArray())).extracting(Line::number).containsExactly(1L, 2L);
    }

    /** What brings the file may pause between two members: nothing is there to read then, and more comes all the same. */
    @Test
    void gzipInSeveralPartsIsReadWholeWhenItsSourcePauses() throws IOException {
        InputStream pausing =
                new SequenceInputStream(new ByteArrayInputStream(gzip("a\n")), new ByteArrayInputStream(gzip("b\n"))) {
                    @Override
                    public int available() {
                        return 0;
                    }
                };
        LineReader reader = new LineReader(pausing);
        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isPresent();
        assertThat(reader.next()).isEmpty();
    }

    @Test
    void tenThousandEmptyPartsAreAnEmptyFile() throws IOException {
        ByteArrayOutputStream parts = new ByteArrayOutputStream();
        for (int part = 0; part < 10_000; part++) {
            parts.writeBytes(gzip(""));
        }
        assertThat(lines(parts.toByteArray())).isEmpty();
    }

    @Test
    void aLineCanBeLookedAtBeforeItIsTaken() throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream("a\nb".getBytes(UTF_8)));
        assertThat(reader.peek()).isEqualTo(reader.next());
        assertThat(reader.next()).map(Line::number).contains(2L);
    }

    @Test
    void aByteOrderMarkIsNotPartOfTheFirstLine() throws IOException {
        assertThat(lines("\uFEFFa\n".getBytes(UTF_8)))
                .extracting(line -> new String(line.text(), UTF_8))
                .containsExactly("a");
    }

    @Test
    void ofALineThatIsTooLongOnlyTheBeginningIsHeld() throws IOException {
        byte[] file = new byte[Line.MAX_BYTES + 10];
        Arrays.fill(file, (byte) 'x');
        Line line = lines(file).get(0);
        assertThat(line.tooLong()).isTrue();
        assertThat(line.bytes()).isEqualTo(file.length);
        assertThat(line.text()).hasSize(Line.MAX_BYTES);
    }

    @Test
    void anEmptyFileHasNoLines() throws IOException {
        assertThat(lines(new byte[0])).isEmpty();
    }

    @Test
    void aTruncatedGzipIsAnError() throws IOException {
        byte[] whole = gzip("a\n".repeat(10_000));
        assertThatThrownBy(() -> lines(Arrays.copyOf(whole, whole.length - 10))).isInstanceOf(EOFException.class);
    }

    private static List<Line> lines(byte[] file) throws IOException {
        LineReader reader = new LineReader(new ByteArrayInputStream(file));
        List<Line> lines = new ArrayList<>();
        for (Optional<Line> line = reader.next(); line.isPresent(); line = reader.next()) {
            lines.add(line.get());
        }
        return lines;
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(UTF_8));
        }
        return packed.toByteArray();
    }
}
