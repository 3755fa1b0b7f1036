package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitRuleTest {
    private final CommitRule rule = new CommitRule(Duration.ofSeconds(60), Duration.ofMinutes(10), 1_000);

    @Test
    void rowsWaitForTheInterval() {
        assertThat(rule.isDue(1, Duration.ofSeconds(59))).isFalse();
        assertThat(rule.isDue(1, Duration.ofSeconds(60))).isTrue();
    }

    @Test
    void manyRowsDoNotWait() {
        assertThat(rule.isDue(1_000, Duration.ZERO)).isTrue();
    }

    @Test
    void aPositionWithoutRowsWaitsLonger() {
        assertThat(rule.isDue(0, Duration.ofMinutes(9))).isFalse();
        assertThat(rule.isDue(0, Duration.ofMinutes(10))).isTrue();
    }

    @Test
    void intervalsThatContradictEachOtherAreRefused() {
        assertThatThrownBy(() -> new CommitRule(Duration.ofMinutes(2), Duration.ofMinutes(1), 1))
                .hasMessageContaining("idle interval");
    }
}
