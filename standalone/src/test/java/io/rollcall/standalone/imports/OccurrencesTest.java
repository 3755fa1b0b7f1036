package io.rollcall.standalone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccurrencesTest {
    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 20_261_128})
    void countsAsAMapDoes(long seed) {
        Random random = new Random(seed);
        Occurrences occurrences = new Occurrences(1 << 20);
        Map<Long, Integer> map = new HashMap<>();
        for (int round = 0; round < 50_000; round++) {
            // Few low bits, so that many fall on one place.
            long fingerprint = (long) random.nextInt(20_000) << 8;
            assertThat(occurrences.next(fingerprint))
                    .as("seed %d, round %d", seed, round)
                    .hasValue(map.merge(fingerprint, 1, Integer::sum) - 1);
        }
        assertThat(occurrences.size()).isEqualTo(map.size());
    }

    @Test
    void thereIsAnEndToWhatIsRemembered() {
        Occurrences occurrences = new Occurrences(1 << 12);
        long remembered = 0;
        while (occurrences.next(remembered).isPresent()) {
            remembered++;
        }
        assertThat(remembered).isEqualTo((1 << 12) / 4 * 3);
        assertThat(occurrences.next(0)).as("what is known is still counted").hasValue(1);
    }
}
