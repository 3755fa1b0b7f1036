package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReachableWithKeysTest {
    @Test
    void writeKeysAreSeenAlsoInTheEnvironment() {
        assertThat(ReachableWithKeys.hasWriteKeys(List.of("a.b", "rollcall.ingest.keys.web.secret")))
                .isTrue();
        assertThat(ReachableWithKeys.hasWriteKeys(List.of("ROLLCALL_INGEST_KEYS_WEB_SECRET")))
                .isTrue();
        assertThat(ReachableWithKeys.hasWriteKeys(List.of("rollcall.ingest.ack-timeout", "HOME")))
                .isFalse();
    }
}
