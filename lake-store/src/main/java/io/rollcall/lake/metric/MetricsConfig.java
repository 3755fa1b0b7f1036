package io.rollcall.lake.metric;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** The settings of a deployment's own metrics, the same for lakehouse and query-api. */
@ConfigMapping(prefix = "rollcall.metrics")
public interface MetricsConfig {
    /**
     * A directory of .sql files, each a metric of the deployment's own with what it is called, takes and answers in its header. Read and
     * tried out at the start; a file that is no metric stops it. They run inside the service: who may write here may read what it may.
     */
    Optional<Path> directory();
}
