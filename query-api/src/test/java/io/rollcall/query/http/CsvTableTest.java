package io.rollcall.query.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.query.answer.Table;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTableTest {
    /** What a client sent comes out as a text, and is no command to whoever opens the file. */
    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "@SUM(A1)", "+1", "-1", " =1+1", "\t=1", "\uFF1D1", "\tx"})
    void textThatASpreadsheetWouldRunHasAnApostropheBeforeIt(String text) {
        assertThat(cell(text)).isEqualTo("'" + text);
    }

    @Test
    void aFormulaWithCommasIsQuotedToo() {
        assertThat(cell("=HYPERLINK(\"http://x\",1)")).isEqualTo("\"'=HYPERLINK(\"\"http://x\"\",1)\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "US", "app_start > play", "a=b", "1-2", "2026-11-28", ""})
    void otherTextStaysAsItIs(String text) {
        assertThat(cell(text)).isEqualTo(text);
    }

    @Test
    void numbersBelowNothingStayNumbers() {
        assertThat(cell(-5)).isEqualTo("-5");
        assertThat(cell(-0.25)).isEqualTo("-0.25");
        assertThat(cell(null)).isEmpty();
    }

    private static String cell(@Nullable Object value) {
        return CsvTable.of(new Table() {
                    @Override
                    public List<String> columns() {
                        return List.of("a", "b");
                    }

                    @Override
                    public List<Map<String, @Nullable Object>> rows() {
                        return List.of(Collections.singletonMap("a", value));
                    }
                })
                .split("\n", -1)[1];
    }
}
