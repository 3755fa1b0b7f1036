package io.rollcall.standalone.lake;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.standalone.lake.TaskProgress.Step;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class TaskProgressTest {
    private static final Pattern SHOWN = Pattern.compile("(\\d+)/100 %");

    /** The system learns on its way how much there is to do: the bar stands still then. */
    @Test
    void theBarIsOneAndNeverGoesBack() {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(log, true, StandardCharsets.UTF_8);
                TaskProgress progress = TaskProgress.inLog("reconcile", out)) {
            List.of(
                            new Step(0, "waits"),
                            Step.within(0, 0.6, 9, 10, "counts"),
                            Step.within(0, 0.6, 9, 40, "counts"),
                            new Step(0.6, "publishes"),
                            Step.within(0.6, 1, 0, -1, "works out"),
                            Step.within(0.6, 1, 13, 26, "works out"),
                            new Step(0, "a state of a later version"))
                    .forEach(step -> {
                        progress.show(step);
                        progress.refresh();
                    });
        }
        assertThat(SHOWN.matcher(log.toString(StandardCharsets.UTF_8))
                        .results()
                        .map(found -> Integer.valueOf(found.group(1))))
                .startsWith(0, 54, 54, 60, 60, 80, 80)
                .isSorted();
    }
}
