package io.rollcall.lakehouse;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every key and its default: they are what operators write down. */
class LakeConfigTest {
    @Test
    void defaults() {
        LakeConfig lake = Settings.of(LakeConfig.class, Map.of());
        assertThat(lake.directory()).isEqualTo(Path.of("data/lake"));
        assertThat(lake.titles()).isEmpty();
        assertThat(lake.engine().memory().asLongValue()).isEqualTo(600 << 20);
        assertThat(lake.engine().threads()).isEqualTo(2);
        assertThat(lake.engine().spillDirectory()).isEmpty();
        assertThat(lake.engine().spillMax().asLongValue()).isEqualTo(64L << 30);
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
        assertThat(lake.engine().memory().asLongValue()).isEqualTo(1 << 30);
        assertThat(lake.engine().threads()).isEqualTo(8);
        assertThat(lake.engine().spillDirectory()).contains(Path.of("/s"));
        assertThat(lake.engine().spillMax().asLongValue()).isEqualTo(2L << 30);
    }
}
