package io.rollcall.standalone.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchReaderTest {
    @Test
    void aBatchIsFullAtItsNumberOfLines() throws IOException {
        assertThat(batches("x\n".repeat(Batch.MAX_LINES * 2 + 1)))
                .extracting(batch -> batch.lines().size())
                .containsExactly(Batch.MAX_LINES, Batch.MAX_LINES, 1);
    }

    @Test
    void aBatchIsFullAtItsNumberOfBytesAndNoLineIsLost() throws IOException {
        String line = "y".repeat(200_000) + "\n";
        List<Batch> batches = batches(line.repeat(8));
        assertThat(batches).extracting(batch -> batch.lines().size()).containsExactly(3, 3, 2);
        assertThat(batches).allSatisfy(batch -> assertThat(batch.body()).hasSizeLessThan(1 << 20));
    }

    @Test
    void aLineThatIsTooLongIsSetAsideFromTheBatchAroundIt() throws IOException {
        String file = "a\n" + "z".repeat(Line.MAX_BYTES + 1) + "\nb\n";
        Batch batch = batches(file).get(0);
        assertThat(batch.lines()).extracting(Line::number).containsExactly(1L, 3L);
        assertThat(batch.tooLong()).extracting(Line::number).containsExactly(2L);
        assertThat(new String(batch.body(), UTF_8)).isEqualTo("a\nb\n");
    }

    private static List<Batch> batches(String file) throws IOException {
        BatchReader reader = new BatchReader(new LineReader(new ByteArrayInputStream(file.getBytes(UTF_8))));
        List<Batch> batches = new ArrayList<>();
        for (Batch batch = reader.next(); !batch.isEmpty(); batch = reader.next()) {
            batches.add(batch);
        }
        return batches;
    }
}
