package io.rollcall.lake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;

class SqlFileTest {
    private static final SqlFile FILE = new SqlFile("x", "SELECT :dt, a::INT, b FROM t WHERE c = :dt AND d = :run");

    @Test
    void parametersAreFilledInAndCastsAreNot() {
        assertThat(FILE.bind(Map.of("dt", "'$1'", "run", "'r'")))
                .isEqualTo("SELECT '$1', a::INT, b FROM t WHERE c = '$1' AND d = 'r'");
    }

    @Test
    void aParameterMayHaveANumberInItsName() {
        assertThat(new SqlFile("x", "SELECT :step_1, :step_12, CAST('10:30:00' AS TIME)")
                        .bind(Map.of("step_1", "1", "step_12", "12")))
                .isEqualTo("SELECT 1, 12, CAST('10:30:00' AS TIME)");
    }

    @Test
    void aMissingOrSuperfluousValueIsRefused() {
        assertThatThrownBy(() -> FILE.bind(Map.of("dt", "1"))).hasMessageContaining(":run");
        assertThatThrownBy(() -> FILE.bind(Map.of("dt", "1", "run", "1", "day", "1")))
                .hasMessageContaining("[day]");
    }

    @Test
    void statementsAreSeparatedAndCommentsGone() {
        assertThat(SqlFile.of("dialect/duckdb").statements())
                .hasSizeGreaterThan(1)
                .allSatisfy(statement -> assertThat(statement).startsWith("CREATE MACRO "));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertThatThrownBy(() -> SqlFile.of("gold/nothing")).hasMessageContaining("sql/gold/nothing.sql");
    }
}
