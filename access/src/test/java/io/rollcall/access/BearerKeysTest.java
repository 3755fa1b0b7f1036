package io.rollcall.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BearerKeysTest {
    private static final String SETTING = "rollcall.admin.keys.NAME";

    private final BearerKeys keys = BearerKeys.of(SETTING, Map.of("alice", "alpha", "bob", "beta two"));

    @ParameterizedTest
    @CsvSource({"Bearer alpha,alice", "bearer alpha,alice", "Bearer  alpha ,alice", "BEARER beta two,bob"})
    void aKeyTellsTheNameOfItsHolder(String authorization, String holder) {
        assertThat(keys.holder(authorization)).contains(holder);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer gamma",
                "Basic alpha",
                "alpha",
                "Bearer alphabeta",
                "Bearer ALPHA"
            })
    void anythingElseIsNobodys(String authorization) {
        assertThat(keys.holder(authorization)).isEmpty();
    }

    @Test
    void withoutAHeaderThereIsNoHolder() {
        assertThat(keys.holder(null)).isEmpty();
    }

    @Test
    void aBlankSecretIsRefusedByItsSetting() {
        assertThatThrownBy(() -> BearerKeys.of(SETTING, Map.of("alice", " ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.admin.keys.alice is blank");
    }

    @Test
    void oneSecretUnderTwoNamesIsRefusedWithoutRepeatingIt() {
        assertThatThrownBy(() -> BearerKeys.of(SETTING, Map.of("alice", "hush", "bob", " hush ")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("rollcall.admin.keys.alice")
                .hasMessageContaining("rollcall.admin.keys.bob")
                .hasMessageNotContaining("hush");
    }

    @Test
    void namesMayBeShown() {
        assertThat(keys.names()).containsExactly("alice", "bob");
        assertThat(keys.areAbsent()).isFalse();
        assertThat(BearerKeys.of(SETTING, Map.of()).areAbsent()).isTrue();
    }
}
