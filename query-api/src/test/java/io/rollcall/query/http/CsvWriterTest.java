package io.rollcall.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvWriterTest {
    /** What a client sent comes out as a text, and is no command to whoever opens the file. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "@SUM(A1)", "+1", "-1", " =1+1", "\t=1", "\uFF1D1", "\tx"})
    void textThatASpreadsheetWouldRunHasAnApostropheBeforeIt(String text) {
        assertThat(CsvWriter.cell(text)).isEqualTo("'" + text);
    }

    @Test
    void aFormulaWithCommasIsQuotedToo() {
        assertThat(CsvWriter.cell("=HYPERLINK(\"http://x\",1)")).isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",1)\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "US", "app_start > play", "a=b", "1-2", "2026-11-28", ""})
    void otherTextStaysAsItIs(String text) {
        assertThat(CsvWriter.cell(text)).isEqualTo(text);
    }

    @Test
    void numbersBelowNothingStayNumbers() {
        assertThat(CsvWriter.cell(-5)).isEqualTo("-5");
        assertThat(CsvWriter.cell(-0.25)).isEqualTo("-0.25");
        assertThat(CsvWriter.cell(null)).isEmpty();
    }
}
