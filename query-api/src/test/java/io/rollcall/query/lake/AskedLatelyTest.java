package io.rollcall.query.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AskedLatelyTest {
    private static final int FEW = 3;
    private static final MetricRow ROW = KeptRowsTest.row(1);
    private static final RowSink<MetricRow> NOBODY = row -> {};

    private final List<String> asked = new ArrayList<>();
    private long nanos;
    private final AskedLately<String> lately = new AskedLately<>(FEW, () -> nanos);

    private AskedLately.Asking<String> question(String name, int rows, Duration takes) {
        return (view, sink) -> {
            asked.add(name + " of " + view);
            nanos += takes.toNanos();
            for (int row = 0; row < rows; row++) {
                sink.take(ROW);
            }
        };
    }

    @Test
    void whatIsFastAndSmallIsAskedAgainOnceForEachChangeOfTheLake() throws IOException {
        lately.ask("dau", question("dau", FEW, Duration.ofMillis(999)), "one", NOBODY);
        lately.ask("slow", question("slow", 1, Duration.ofSeconds(1)), "one", NOBODY);
        lately.ask("large", question("large", FEW + 1, Duration.ZERO), "one", NOBODY);
        asked.clear();

        lately.again("two", "2");
        lately.again("two", "2");
        lately.again("three", "3");

        assertThat(asked).containsExactly("dau of two", "dau of three");
    }

    @Test
    void whatTakesLongNowOrFailsWaitsForSomebodyWhoWantsToKnow() throws IOException {
        lately.ask(
                "fails",
                (view, sink) -> {
                    if (view.equals("two")) {
                        asked.add("failed");
                        throw new IOException("away");
                    }
                },
                "one",
                NOBODY);
        lately.ask(
                "grows",
                (view, sink) -> {
                    asked.add("grown");
                    nanos += view.equals("one") ? 0 : Duration.ofSeconds(2).toNanos();
                },
                "one",
                NOBODY);
        asked.clear();

        lately.again("two", "2");
        assertThat(asked).containsExactlyInAnyOrder("failed", "grown");
        assertThat(lately.isNobody()).isTrue();
        lately.again("three", "3");
        assertThat(asked).hasSize(2);
    }

    @Test
    void whoAsksIsToldOfAFailureWhichIsNotRemembered() {
        assertThatThrownBy(() -> lately.ask(
                        "dau",
                        (view, sink) -> {
                            throw new IOException("away");
                        },
                        "one",
                        NOBODY))
                .hasMessage("away");
        assertThat(lately.isNobody()).isTrue();
    }
}
