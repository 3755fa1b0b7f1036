package io.rollcall.lakehouse;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeConfig;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.MetricsConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the service's lake when somebody first needs it, and closes it last. */
@Singleton
class LakeOwner {
    @Produces
    @Singleton
    Lake lake(LakeConfig config, MetricList metrics) {
        return Lake.open(LakeSettings.of(config), metrics);
    }

    /** The program's metrics and the deployment's own. */
    @Produces
    @Singleton
    MetricList metrics(MetricsConfig config) {
        return MetricList.of(config.directory());
    }

    void close(@Disposes Lake lake) {
        lake.close();
    }
}
