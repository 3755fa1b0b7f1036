package io.rollcall.ingest.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GunzipTest {
    private static final int LIMIT = 100_000;
    private static final Gunzip GUNZIP = new Gunzip(LIMIT);
    private static final Room ENDLESS = bytes -> true;

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4_095, 4_096, 4_097, 50_000, LIMIT - 1, LIMIT})
    void bodyWithinTheLimitComesOutAsItWentIn(int size) {
        byte[] plain = random(size);
        Unpacking unpacking = GUNZIP.unpack(gzip(plain), ENDLESS);
        assertThat(unpacking).isInstanceOf(Unpacking.Unpacked.class);
        Body body = ((Unpacking.Unpacked) unpacking).body();
        assertThat(body.copy(body.whole())).isEqualTo(plain);
    }

    @ParameterizedTest
    @ValueSource(ints = {LIMIT + 1, 10 * LIMIT, 1_000 * LIMIT})
    void oneByteTooManyIsRefusedAndTakesNoMoreRoomThanTheLimit(int size) {
        AtomicLong taken = new AtomicLong();
        Unpacking unpacking = GUNZIP.unpack(gzip(new byte[size]), bytes -> taken.addAndGet(bytes) > 0);
        assertThat(unpacking).isInstanceOf(Unpacking.Refused.class);
        assertThat(((Unpacking.Refused) unpacking).refusal().code()).isEqualTo(RefusalCode.UNPACKED_TOO_LARGE);
        assertThat(taken.get()).isLessThanOrEqualTo(LIMIT + 1);
    }

    @Test
    void roomIsAskedForBeforeItIsTaken() {
        AtomicLong left = new AtomicLong(10_000);
        Unpacking unpacking = GUNZIP.unpack(gzip(new byte[90_000]), bytes -> left.addAndGet(-bytes) >= 0);
        assertThat(unpacking).isInstanceOf(Unpacking.Refused.class);
        assertThat(((Unpacking.Refused) unpacking).refusal().code()).isEqualTo(RefusalCode.TOO_BUSY);
        assertThat(((Unpacking.Refused) unpacking).refusal().retryAfterSeconds())
                .isPositive();
    }

    /** Streams that call themselves for the next member overflow their stack here. */
    @Test
    void tenThousandEmptyMembersAreAnEmptyBody() {
        byte[] empty = gzip(new byte[0]).bytes();
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        for (int member = 0; member < 10_000; member++) {
            members.writeBytes(empty);
        }
        Unpacking unpacking = GUNZIP.unpack(new Body(members.toByteArray()), ENDLESS);
        assertThat(unpacking)
                .isInstanceOfSatisfying(
                        Unpacking.Unpacked.class,
                        unpacked -> assertThat(unpacked.body().length()).isZero());
    }

    @Test
    void membersAreReadOneAfterTheOther() {
        ByteArrayOutputStream members = new ByteArrayOutputStream();
        members.writeBytes(gzip(new byte[] {1, 2}).bytes());
        members.writeBytes(gzip(new byte[0]).bytes());
        members.writeBytes(gzip(new byte[] {3}).bytes());
        Body body = ((Unpacking.Unpacked) GUNZIP.unpack(new Body(members.toByteArray()), ENDLESS)).body();
        assertThat(body.bytes()).containsExactly(1, 2, 3);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 20_261_128})
    void damagedBytesAreUnpackedOrRefusedAndNeverThrow(long seed) {
        Random random = new Random(seed);
        byte[] whole = gzip(random(2_000)).bytes();
        for (int round = 0; round < 5_000; round++) {
            byte[] damaged = whole.clone();
            for (int wound = 0; wound <= random.nextInt(6); wound++) {
                // The header's flags and lengths are where a reader goes astray.
                damaged[random.nextBoolean() ? random.nextInt(16) : random.nextInt(damaged.length)] =
                        (byte) random.nextInt(256);
            }
            assertThat(GUNZIP.unpack(new Body(damaged), ENDLESS))
                    .as("seed %d, round %d", seed, round)
                    .isNotNull();
        }
    }

    @Test
    void everyCutIsCorrupt() {
        Body whole = gzip(random(500));
        for (int length = 1; length < whole.length(); length++) {
            Body cut = new Body(Arrays.copyOf(whole.bytes(), length));
            assertThat(GUNZIP.unpack(cut, ENDLESS)).as("%d bytes", length).isInstanceOf(Unpacking.Corrupt.class);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static Body gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException impossible) {
            throw new UncheckedIOException("memory does not fail", impossible);
        }
        return new Body(packed.toByteArray());
    }
}
