package io.rollcall.benchmarks.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TableTest {
    @Test
    void figuresStandToTheRightAndWordsToTheLeft() {
        Table table = new Table("way", "events/s", "promise")
                .row("fenced", "80,871", "exactly once")
                .row("plain", "9", "none");

        assertThat(table).hasToString("""
                way     events/s  promise
                fenced    80,871  exactly once
                plain          9  none""");
    }

    @Test
    void aRowHasTheCellsOfItsHeader() {
        Table table = new Table("round", "ratio");

        assertThatThrownBy(() -> table.row("1")).isInstanceOf(IllegalArgumentException.class);
    }
}
