package io.rollcall.lakehouse.reconcile;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The settings of the reconciliation. */
@ConfigMapping(prefix = "rollcall.reconcile")
interface ReconcileConfig {
    /** When it runs by itself, as a Quartz expression in UTC; {@code off} for never. */
    @WithDefault("0 30 2 * * ?")
    String schedule();

    /**
     * How long a run waits for the archive to reach the moment at which the run was asked for. Days that the archive has not
     * passed by then are left to the next run.
     */
    @WithDefault("5m")
    Duration archiveWait();

    /** How often a run begins again that another one, in another process, has overtaken. */
    @WithDefault("3")
    int attempts();

    /**
     * Whether days that were left undone while the service was down are reconciled soon after the start, once the archive has
     * caught up, and not in the next night.
     */
    @WithDefault("true")
    boolean catchUp();
}
