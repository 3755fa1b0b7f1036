package io.rollcall.lake.metric;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.testkit.MetricFiles;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonTextTest {
    private final MetricFiles metricFiles;

    JsonTextTest(@TempDir Path directory) {
        this.metricFiles = MetricFiles.of(directory, List.of());
    }

    @AfterEach
    void close() {
        metricFiles.close();
    }

    @Test
    void textNumbersAndTruthValuesComeAsText() {
        assertThat(text("{\"plan\":\"gold \\\"plus\\\" é\"}", "plan")).isEqualTo("gold \"plus\" é");
        assertThat(text("{\"a\":1,\"price\":1099}", "price")).isEqualTo("1099");
        assertThat(text("{\"share\":0.5}", "share")).isEqualTo("0.5");
        assertThat(text("{\"hd\":true}", "hd")).isEqualTo("true");
        assertThat(text("{\"empty\":\"\"}", "empty")).isEmpty();
    }

    @Test
    void whatIsNotThereIsNull() {
        assertThat(text("{\"plan\":\"gold\"}", "Plan")).isEqualTo("null");
        assertThat(text("{\"plan\":null}", "plan")).isEqualTo("null");
        assertThat(text("{}", "plan")).isEqualTo("null");
        assertThat(metricFiles.rows("SELECT json_text(CAST(NULL AS STRING), 'plan')"))
                .containsExactly("null");
    }

    @Test
    void aNameIsTakenToTheLetter() {
        for (String name :
                List.of("a.b", "$", "$.a", "it's", "say \\\"x\\\"", "a/b", "~1", "a[0]", "*", "", " ", "0", "?")) {
            String document = "{\"a\":{\"b\":\"inner\"},\"" + name + "\":\"found\",\"other\":\"wrong\"}";
            assertThat(text(document, name.replace("\\", ""))).as(name).isEqualTo("found");
        }
    }

    /** Clients may send half of a surrogate pair; what else the event says stays. */
    @Test
    void halfASurrogatePairLosesOnlyItself() {
        assertThat(text("{\"plan\":\"gold\",\"half\":\"\\ud800\"}", "plan")).isEqualTo("gold");
        assertThat(text("{\"half\":\"cut \\uD83D\"}", "half")).isEqualTo("cut \uFFFD");
        assertThat(text("{\"half\":\"\\udc00x\\ud83d\\ud83d\\ude00\"}", "half")).isEqualTo("\uFFFDx\uFFFD\uD83D\uDE00");
        assertThat(text("{\"half\\udfff\":1,\"plan\":\"gold\"}", "plan")).isEqualTo("gold");
    }

    @Test
    void whatOnlyLooksLikeHalfASurrogatePairStaysAsItCame() {
        assertThat(text("{\"whole\":\"\\ud83d\\ude00 \\u00e9\"}", "whole")).isEqualTo("\uD83D\uDE00 é");
        assertThat(text("{\"path\":\"c:\\\\ud83d\"}", "path")).isEqualTo("c:\\ud83d");
        assertThat(text("{\"path\":\"\\\\\\ud83d\\ude00\"}", "path")).isEqualTo("\\\uD83D\uDE00");
    }

    @Test
    void aNullCharacterAndANumberWithoutEndHideNothingElse() {
        assertThat(text("{\"plan\":\"gold\",\"odd\":\"a\\u0000b\",\"odd\\u0000\":1}", "plan"))
                .isEqualTo("gold");
        assertThat(text("{\"plan\":\"gold\",\"odd\":1e999}", "plan")).isEqualTo("gold");
        assertThat(text("{\"plan\":\"gold\",\"odd\":" + "9".repeat(400) + "}", "plan"))
                .isEqualTo("gold");
        assertThat(text("{\"odd\":-1e400000}", "odd")).isEqualTo("-1e400000");
    }

    @Test
    void aDocumentThatIsNoneSaysNothing() {
        assertThat(text("{\"plan\":", "plan")).isEqualTo("null");
    }

    private String text(String document, String member) {
        return metricFiles
                .rows("SELECT json_text(" + Literal.of(document) + ", " + Literal.of(member) + ")")
                .get(0);
    }
}
