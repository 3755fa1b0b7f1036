package io.rollcall.query.lake;

import io.quarkus.arc.DefaultBean;
import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.query.lake.LakeConfig.EngineConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** The lake of a query-api that runs alone. Beside a lakehouse the lakehouse's is used: one engine, one limit. */
@Singleton
class OwnLake {
    @Produces
    @Singleton
    @DefaultBean
    Lake lake(LakeConfig config) {
        EngineConfig engine = config.engine();
        Path spill = engine.spillDirectory().orElseGet(() -> config.directory().resolve("spill"));
        return Lake.open(LakeSettings.bounded(
                config.directory(),
                engine.memory().asLongValue(),
                engine.threads(),
                spill,
                engine.spillMax().asLongValue()));
    }

    void close(@Disposes Lake lake) {
        lake.close();
    }
}
