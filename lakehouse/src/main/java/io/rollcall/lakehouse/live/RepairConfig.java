package io.rollcall.lakehouse.live;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that say when the live sketches are compared with what was published. */
@ConfigMapping(prefix = "rollcall.live.repair")
interface RepairConfig {
    /** Whether days of which they say what cannot be are restored once a reconciliation has ended. */
    @WithDefault("true")
    boolean afterReconciliation();
}
