package io.rollcall.lakehouse.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.lakehouse.Settings;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AdminGuardTest {
    private final AdminGuard open = new AdminGuard(new AdminKeys(List.of()));
    private final AdminGuard keyed = new AdminGuard(new AdminKeys(List.of("alpha", "beta")));

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "127.8.8.8", "::1", "0:0:0:0:0:0:0:1"})
    void withoutKeysThisMachineIsServed(String address) {
        assertThat(open.refusal(null, address)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.7", "2001:db8::1", "169.254.1.1"})
    void withoutKeysNobodyElseIs(String address) {
        assertThat(open.refusal("Bearer alpha", address))
                .hasValueSatisfying(problem -> assertThat(problem.code()).isEqualTo("loopback_only"));
        assertThat(open.refusal(null, null)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer alpha", "bearer beta", "Bearer  alpha "})
    void aKeyOpensFromAnywhere(String authorization) {
        assertThat(keyed.refusal(authorization, "10.0.0.7")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Bearer", "Bearer ", "Bearer gamma", "Basic alpha", "alpha", "Bearer alphabeta"})
    void anythingElseIsUnauthorizedAlsoOnThisMachine(String authorization) {
        assertThat(keyed.refusal(authorization, "127.0.0.1"))
                .hasValueSatisfying(problem -> assertThat(problem.status()).isEqualTo(401));
    }

    @Test
    void aBlankKeyIsRefusedAtTheStart() {
        assertThatThrownBy(() -> new AdminKeys(List.of(" "))).hasMessageContaining("rollcall.admin.keys");
    }

    @Test
    void keysAreReadUnderTheirNames() {
        assertThat(Settings.of(AdminConfig.class, Map.of("rollcall.admin.keys.alice", "s"))
                        .keys())
                .containsExactly(Map.entry("alice", "s"));
        assertThat(Settings.of(AdminConfig.class, Map.of()).keys()).isEmpty();
    }
}
