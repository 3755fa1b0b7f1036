package io.rollcall.lakehouse;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeSettings;
import io.rollcall.lakehouse.LakeConfig.EngineConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.nio.file.Path;

/** Opens the service's lake when somebody first needs it, and closes it last. */
@Singleton
class LakeOwner {
    @Produces
    @Singleton
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
