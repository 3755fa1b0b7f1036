package io.rollcall.ingest.body;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.ingest.body.BodyBuffer.Outcome;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class BodyBufferTest {
    private static final int LIMIT = 1 << 20;

    private final AtomicLong booked = new AtomicLong();

    @Test
    void chunksOfOneByteAreBookedAsWhatTheyTake() {
        BodyBuffer buffer = buffer(Long.MAX_VALUE);
        int bytes = 100_000;
        for (int at = 0; at < bytes; at++) {
            assertThat(buffer.append(Buffer.buffer(new byte[] {(byte) at}))).isEqualTo(Outcome.TAKEN);
        }
        assertThat(buffer.length()).isEqualTo(bytes);
        assertThat(booked.get()).isBetween((long) bytes, 2L * bytes);
        assertThat(buffer.body().length()).isEqualTo(bytes);
    }

    @Test
    void whatWasAnnouncedAndHasNotComeTakesNothing() {
        BodyBuffer buffer = buffer(LIMIT);
        buffer.append(Buffer.buffer("{"));
        assertThat(booked.get()).isEqualTo(4 << 10);
    }

    @Test
    void announcedLengthIsNotExceeded() {
        BodyBuffer buffer = buffer(300);
        buffer.append(Buffer.buffer(new byte[100]));
        buffer.append(Buffer.buffer(new byte[200]));
        assertThat(booked.get()).isEqualTo(300);
    }

    @Test
    void oneByteOverTheLimitIsTooLarge() {
        BodyBuffer buffer = buffer(Long.MAX_VALUE);
        assertThat(buffer.append(Buffer.buffer(new byte[LIMIT]))).isEqualTo(Outcome.TAKEN);
        assertThat(buffer.append(Buffer.buffer("{"))).isEqualTo(Outcome.TOO_LARGE);
        assertThat(booked.get()).isEqualTo(LIMIT);
    }

    @Test
    void withoutRoomNothingIsTaken() {
        BodyBuffer buffer = new BodyBuffer(LIMIT, LIMIT, bytes -> false);
        assertThat(buffer.append(Buffer.buffer("{"))).isEqualTo(Outcome.NO_ROOM);
        assertThat(buffer.length()).isZero();
    }

    @Test
    void bytesComeOutAsTheyCame() {
        BodyBuffer buffer = buffer(Long.MAX_VALUE);
        buffer.append(Buffer.buffer("{\"profile"));
        buffer.append(Buffer.buffer("_id\": 1}"));
        byte[] whole = buffer.body().copy(buffer.body().whole());
        assertThat(new String(whole, StandardCharsets.UTF_8)).isEqualTo("{\"profile_id\": 1}");
    }

    private BodyBuffer buffer(long announced) {
        return new BodyBuffer(LIMIT, announced, bytes -> {
            booked.addAndGet(bytes);
            return true;
        });
    }
}
