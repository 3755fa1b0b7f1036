package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionBudgetTest {
    @ParameterizedTest(name = "{0} descriptors")
    @CsvSource({"10, 16", "1000, 500", "20000, 10000", "1048576, 10000", "-1, 16"})
    void halfOfTheDescriptorsWithinReason(long descriptors, long connections) {
        assertThat(ConnectionBudget.of(descriptors)).isEqualTo(connections);
    }

    @Test
    void itIsGivenUnderTheNameThatQuarkusReads() {
        ConnectionBudget budget = new ConnectionBudget();
        assertThat(budget.getProperties().get(ConnectionBudget.MAX_CONNECTIONS)).matches("[0-9]{2,5}");
        assertThat(budget.getValue("quarkus.http.port")).isNull();
    }
}
