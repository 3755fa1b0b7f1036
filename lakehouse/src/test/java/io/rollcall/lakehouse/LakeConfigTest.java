package io.rollcall.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.LakeConfig;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.StorageSize;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins every key and its default: they are what operators write down. */
class LakeConfigTest {
    @Test
    void defaults() {
        LakeConfig lake = Settings.of(LakeConfig.class, Map.of());
        assertThat(lake.directory()).isEqualTo(Path.of("data/lake"));
        assertThat(lake.titles()).isEmpty();
        assertThat(lake.engine().memory().bytes()).isEqualTo(600 << 20);
        assertThat(lake.engine().threads()).isEqualTo(2);
        assertThat(lake.engine().spillDirectory()).isEmpty();
        assertThat(lake.engine().spillMax().bytes()).isEqualTo(64L << 30);
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        LakeConfig lake = Settings.of(
                LakeConfig.class,
                Map.of(
                        "rollcall.lake.directory", "/l",
                        "rollcall.lake.titles", "/t.csv",
                        "rollcall.lake.engine.memory", "1G",
                        "rollcall.lake.engine.threads", "8",
                        "rollcall.lake.engine.spill-directory", "/s",
                        "rollcall.lake.engine.spill-max", "2G"));
        assertThat(lake.directory()).isEqualTo(Path.of("/l"));
        assertThat(lake.titles()).contains(Path.of("/t.csv"));
        assertThat(lake.engine().memory().bytes()).isEqualTo(1 << 30);
        assertThat(lake.engine().threads()).isEqualTo(8);
        assertThat(lake.engine().spillDirectory()).contains(Path.of("/s"));
        assertThat(lake.engine().spillMax().bytes()).isEqualTo(2L << 30);
    }

    @Test
    void itSpillsInsideTheLakeUnlessToldOtherwise() {
        LakeSettings settings = LakeSettings.of(Settings.of(LakeConfig.class, Map.of("rollcall.lake.directory", "/l")));
        assertThat(settings.engine().spillDirectory()).isEqualTo(Path.of("/l/spill"));
        assertThat(settings.engine().memoryBytes()).isEqualTo(600L << 20);
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "512K, 524288", "512k, 524288", "8M, 8388608", "2G, 2147483648", "1T, 1099511627776"})
    void aSizeIsWrittenWithTheLetterOfItsUnit(String text, long bytes) {
        assertThat(StorageSize.of(text).bytes()).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "M", "1.5G", "-1M", "10 MB", "99999999999999T"})
    void whatIsNoSizeIsRefused(String text) {
        assertThatThrownBy(() -> StorageSize.of(text))
                .isInstanceOfAny(IllegalArgumentException.class, ArithmeticException.class);
    }
}
