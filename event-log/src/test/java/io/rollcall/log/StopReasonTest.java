package io.rollcall.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StopReasonTest {
    /** The alarm names the reason; whoever is paged looks it up there. */
    @ParameterizedTest
    @EnumSource
    void theRunbookSaysWhatToDo(StopReason reason) throws Exception {
        assertThat(Files.readAllLines(Path.of("..", "docs", "guides", "operate.md")))
                .anyMatch(line -> line.startsWith("| `" + reason.code() + "` |"));
    }
}
