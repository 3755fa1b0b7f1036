package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.STRING;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RollcallTest {
    @ParameterizedTest
    @ValueSource(strings = {"up", "import", "reconcile", "rebuild-live"})
    void everyCommandHasHelp(String command) {
        assertThat(Rollcall.execute(command, "--help")).isZero();
    }

    @Test
    void helpIsExitCodeZeroAndWrongUsageTwo() {
        assertThat(Rollcall.execute("--help")).isZero();
        assertThat(Rollcall.execute()).isEqualTo(2);
        assertThat(Rollcall.execute("down")).isEqualTo(2);
        assertThat(Rollcall.execute("up", "--port", "many")).isEqualTo(2);
    }

    @Test
    void theVersionIsTheOneTheBuildHas() throws Exception {
        assertThat(new BuildVersion().getVersion()).singleElement(as(STRING)).matches("rollcall \\d+\\.\\d+.*");
    }

    @Test
    void aPortOutsideTheRangeIsRefused() {
        assertThat(Rollcall.execute("up", "--port", "0")).isEqualTo(2);
        assertThat(Rollcall.execute("up", "--port", "65536")).isEqualTo(2);
    }
}
