package io.rollcall.standalone.imports;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LaneTest {
    private final Lane lane = new Lane(0);

    @Test
    void aBatchIsFullAtItsNumberOfLines() {
        for (int line = 0; line < Batch.MAX_LINES; line++) {
            assertThat(lane.hasRoomFor(line(1))).isTrue();
            lane.add(line(1));
        }
        assertThat(lane.hasRoomFor(line(1))).isFalse();
    }

    @Test
    void aBatchIsFullAtItsNumberOfBytes() {
        int lines = 0;
        for (; lane.hasRoomFor(line(200_000)); lines++) {
            lane.add(line(200_000));
        }
        lane.closeBatch();
        assertThat(lines).isEqualTo(3);
        assertThat(lane.start().orElseThrow().body()).hasSizeLessThan(1 << 20);
    }

    @Test
    void oneRequestIsUnderWayAndTheOthersWaitForTheirTurn() {
        lane.add(line(1));
        lane.closeBatch();
        lane.add(line(2));
        lane.closeBatch();
        assertThat(lane.isFull()).isTrue();
        assertThat(lane.start())
                .hasValueSatisfying(batch -> assertThat(batch.body()).hasSize(2));
        assertThat(lane.start()).isEmpty();
        assertThat(lane.isFull()).isFalse();
        lane.answered();
        assertThat(lane.start())
                .hasValueSatisfying(batch -> assertThat(batch.body()).hasSize(3));
    }

    private static SentLine line(int bytes) {
        byte[] text = "y".repeat(bytes).getBytes(UTF_8);
        return new SentLine(new Line(1, text, bytes), text);
    }
}
