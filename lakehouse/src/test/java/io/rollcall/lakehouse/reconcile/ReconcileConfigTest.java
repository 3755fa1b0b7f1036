package io.rollcall.lakehouse.reconcile;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.lakehouse.Settings;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Pins every key and its default: they are what operators write down. */
class ReconcileConfigTest {
    @Test
    void defaults() {
        ReconcileConfig reconcile = Settings.of(ReconcileConfig.class, Map.of());
        assertThat(reconcile.schedule()).isEqualTo("0 30 2 * * ?");
        assertThat(reconcile.archiveWait()).isEqualTo(Duration.ofMinutes(5));
        assertThat(reconcile.attempts()).isEqualTo(3);
        assertThat(reconcile.catchUp()).isTrue();
    }

    @Test
    void everyKeyIsReadUnderItsName() {
        ReconcileConfig reconcile = Settings.of(
                ReconcileConfig.class,
                Map.of(
                        "rollcall.reconcile.schedule", "off",
                        "rollcall.reconcile.archive-wait", "1s",
                        "rollcall.reconcile.attempts", "1",
                        "rollcall.reconcile.catch-up", "false"));
        assertThat(reconcile.schedule()).isEqualTo("off");
        assertThat(reconcile.archiveWait()).isEqualTo(Duration.ofSeconds(1));
        assertThat(reconcile.attempts()).isEqualTo(1);
        assertThat(reconcile.catchUp()).isFalse();
    }
}
