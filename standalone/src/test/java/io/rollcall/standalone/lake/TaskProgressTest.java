package io.rollcall.standalone.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.lake.TaskProgress.Step;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskProgressTest {
    /** The system learns on its way how much there is to do: the bar stands still then. */
    @Test
    void theBarIsOneAndNeverGoesBack() {
        List<Step> steps = List.of(
                new Step(0, "waits"),
                Step.within(0, 0.6, 9, 10, "counts"),
                Step.within(0, 0.6, 9, 40, "counts"),
                new Step(0.6, "publishes"),
                Step.within(0.6, 1, 0, -1, "works out"),
                Step.within(0.6, 1, 13, 26, "works out"),
                new Step(0, "a state of a later version"),
                Step.within(0.6, 1, 99, 26, "more than there is"));
        try (PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8);
                TaskProgress progress = TaskProgress.inLog("reconcile", nowhere)) {
            assertThat(steps.stream().map(progress::show)).containsExactly(0L, 54L, 54L, 60L, 60L, 80L, 80L, 100L);
        }
    }
}
