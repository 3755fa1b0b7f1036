package io.rollcall.query.lake;

import io.quarkus.arc.DefaultBean;
import io.quarkus.runtime.StartupEvent;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeConfig;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lake.metric.MetricList;
import io.rollcall.lake.metric.MetricsConfig;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** The lake of a query-api that runs alone. Beside a lakehouse the lakehouse's is used: one engine, one limit. */
@Singleton
class OwnLake {
    private static final Logger LOG = Logger.getLogger(OwnLake.class);

    /** A file that is no metric stops the start, and does not wait for the first question. */
    void start(@Observes StartupEvent event, MetricList metrics, Instance<Lake> lake) {
        if (!metrics.own().isEmpty()) {
            LOG.infof(
                    "Metrics of this deployment: %s.",
                    lake.get().metrics().own().stream()
                            .map(own -> own.metric().name())
                            .collect(Collectors.joining(", ")));
        }
    }

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
