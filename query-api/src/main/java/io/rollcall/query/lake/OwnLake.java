package io.rollcall.query.lake;

import io.quarkus.arc.DefaultBean;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeConfig;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.MetricsConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The lake of a query-api that runs alone. Beside a lakehouse the lakehouse's is used: one engine, one limit. */
@Singleton
class OwnLake {
    @Produces
    @Singleton
    @DefaultBean
    Lake lake(LakeConfig config, MetricList metrics) {
        return Lake.open(LakeSettings.of(config), metrics);
    }

    /** The program's metrics and the deployment's own. */
    @Produces
    @Singleton
    @DefaultBean
    MetricList metrics(MetricsConfig config) {
        return MetricList.of(config.directory());
    }

    void close(@Disposes Lake lake) {
        lake.close();
    }
}
