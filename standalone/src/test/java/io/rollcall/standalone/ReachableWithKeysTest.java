package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReachableWithKeysTest {
    @Test
    void aKeyIsSeenInTheConfigurationAndInTheEnvironment() {
        assertThat(ReachableWithKeys.hasKeys(
                        List.of("a.b", "rollcall.ingest.keys.web.secret").iterator()))
                .isTrue();
        assertThat(ReachableWithKeys.hasKeys(
                        List.of("ROLLCALL_INGEST_KEYS_WEB_SECRET").iterator()))
                .isTrue();
        assertThat(ReachableWithKeys.hasKeys(
                        List.of("rollcall.ingest.ack-timeout", "HOME").iterator()))
                .isFalse();
    }
}
