package io.rollcall.lake.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RelationTest {
    private static final List<String> COLUMNS = List.of("dt DATE", "region VARCHAR", "value DOUBLE");

    @Test
    void aRowIsWrittenByTheNamesOfItsColumnsAndWhatItDoesNotNameIsNull() {
        assertThat(Relation.of(
                        COLUMNS,
                        List.of(
                                Map.of("value", "1.5", "dt", "'2024-01-01'"),
                                Map.of("region", "'US'", "value", "2.0"))))
                .isEqualTo("SELECT CAST(dt AS DATE) AS dt, CAST(region AS VARCHAR) AS region,"
                        + " CAST(value AS DOUBLE) AS value FROM (VALUES ('2024-01-01', NULL, 1.5), (NULL, 'US', 2.0))"
                        + " AS given(dt, region, value)");
    }

    @Test
    void noRowsHaveTheSameColumns() {
        assertThat(Relation.of(COLUMNS, List.of()))
                .isEqualTo("SELECT CAST(NULL AS DATE) AS dt, CAST(NULL AS VARCHAR) AS region,"
                        + " CAST(NULL AS DOUBLE) AS value WHERE false");
    }

    @Test
    void aColumnThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> Relation.of(COLUMNS, List.of(Map.of("country", "'US'"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("[country]");
    }
}
