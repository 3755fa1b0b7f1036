package io.rollcall.ingest.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;

/**
 * Unpacks gzip within a limit: a bomb costs no more memory than the largest body allowed. Of several members each is read in a
 * loop; the JDK's own stream calls itself for each, and ten thousand empty ones overflow its stack.
 */
final class Gunzip {
    private static final int USUAL_RATIO = 4;
    private static final int SMALLEST_BUFFER = 4 << 10;

    /** The refusal of a request for whose bytes there is no room. */
    static final Refusal NO_ROOM =
            new Refusal(RefusalCode.TOO_BUSY, "too many bytes are in flight; send the same request again", 1);

    private final int limitBytes;

    Gunzip(int limitBytes) {
        this.limitBytes = limitBytes;
    }

    Unpacking unpack(Body packed, Room room) {
        try (InputStream plain = GzipCompressorInputStream.builder()
                .setInputStream(new ByteArrayInputStream(packed.bytes()))
                .setDecompressConcatenated(true)
                .get()) {
            return read(plain, firstSize(packed.length()), room);
        } catch (IOException corrupt) {
            return new Unpacking.Corrupt("the body says gzip and is not: " + corrupt.getMessage());
        }
    }

    private Unpacking read(InputStream plain, int firstSize, Room room) throws IOException {
        if (!room.take(firstSize)) {
            return noRoom();
        }
        byte[] buffer = new byte[firstSize];
        int filled = 0;
        while (true) {
            int count = plain.readNBytes(buffer, filled, buffer.length - filled);
            filled += count;
            if (filled < buffer.length) {
                return new Unpacking.Unpacked(new Body(Arrays.copyOf(buffer, filled)));
            }
            if (filled > limitBytes) {
                return tooLarge();
            }
            int more = Math.min(filled, limitBytes + 1 - filled);
            if (!room.take(more)) {
                return noRoom();
            }
            buffer = Arrays.copyOf(buffer, filled + more);
        }
    }

    /** One byte beyond the limit is enough to see that a body is over it. */
    private int firstSize(int packedBytes) {
        long usual = Math.max(SMALLEST_BUFFER, (long) packedBytes * USUAL_RATIO);
        return (int) Math.min(usual, limitBytes + 1L);
    }

    private Unpacking tooLarge() {
        return new Unpacking.Refused(Refusal.lasting(
                RefusalCode.UNPACKED_TOO_LARGE,
                "the body unpacks to more than " + limitBytes + " bytes; send fewer events a request"));
    }

    private static Unpacking noRoom() {
        return new Unpacking.Refused(NO_ROOM);
    }
}
