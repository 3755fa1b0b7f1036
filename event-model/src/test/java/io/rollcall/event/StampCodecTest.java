package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StampCodecTest {
    private static final List<TimeQuality> QUALITIES = List.of(TimeQuality.values());

    private static final Stamp STAMP = new Stamp(
            TimeQuality.OK,
            LocalDate.of(2026, 11, 22),
            1_795_305_600_000L,
            OptionalLong.empty(),
            42,
            "US",
            "play",
            true,
            1_200,
            "an id with blanks");

    @Test
    void stampIsOneLineThatAPersonCanRead() {
        assertThat(new String(StampCodec.encode(STAMP), StandardCharsets.UTF_8))
                .isEqualTo("1 ok 2026-11-22 1795305600000 - 42 US play + 1200 an id with blanks");
        assertThat(StampCodec.decode(StampCodec.encode(STAMP))).isEqualTo(STAMP);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 20_261_122})
    void everyStampComesBackAsItWas(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            Stamp stamp = random(random);
            assertThat(StampCodec.decode(StampCodec.encode(stamp)))
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(stamp);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "2 ok 2026-11-22 1 - 42 US play + 0 id",
                "11 ok 2026-11-22 1 - 42 US play + 0 id",
                "1 fine 2026-11-22 1 - 42 US play + 0 id",
                "1 ok 2026-11-2 1 - 42 US play + 0 id",
                "1 ok 2026-13-22 1 - 42 US play + 0 id",
                "1 ok 2026-11-22 x - 42 US play + 0 id",
                "1 ok 2026-11-22 1 x 42 US play + 0 id",
                "1 ok 2026-11-22 1 - 0 US play + 0 id",
                "1 ok 2026-11-22 1 - 42 USA play + 0 id",
                "1 ok 2026-11-22 1 - 42 us play + 0 id",
                "1 ok 2026-11-22 1 - 42 U1 play + 0 id",
                "1 ok 2026-11-22 1 - 42 ÜS play + 0 id",
                "1 ok -123-11-22 1 - 42 US play + 0 id",
                "1 ok 0000-11-22 1 - 42 US play + 0 id",
                "1 ok 2026-11-22 1 - 42 US play x 0 id",
                "1 ok 2026-11-22 1 - 42 US  + 0 id",
                "1 ok 2026-11-22 1 - 42 US play + -1 id",
                "1 ok 2026-11-22 1 - 42 US play + 0 ",
                "1 ok 2026-11-22 1 - 42 US play + 0",
            })
    void bytesThatAreNoStampAreRefused(String line) {
        assertThatThrownBy(() -> StampCodec.decode(line.getBytes(StandardCharsets.UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2})
    void damagedStampIsReadOrRefusedAndNothingElse(long seed) {
        Random random = new Random(seed);
        for (int round = 0; round < 20_000; round++) {
            byte[] damaged = StampCodec.encode(random(random));
            damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(128);
            try {
                assertThat(StampCodec.decode(damaged)).isNotNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused).as("seed %d, round %d", seed, round).isNotNull();
            }
        }
    }

    private static Stamp random(Random random) {
        return new Stamp(
                QUALITIES.get(random.nextInt(QUALITIES.size())),
                LocalDate.of(1 + random.nextInt(9_999), 1 + random.nextInt(12), 1 + random.nextInt(28)),
                random.nextLong(),
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(random.nextLong()),
                1 + random.nextLong(Long.MAX_VALUE - 1),
                random.nextBoolean() ? "US" : Regions.UNKNOWN,
                "event_" + random.nextInt(100),
                random.nextBoolean(),
                random.nextInt(Limits.DURATION_SEC + 1),
                "id " + Long.toString(random.nextLong(), 36) + (random.nextBoolean() ? " é名\uD83C\uDFAC" : ""));
    }
}
