package io.rollcall.lakehouse;

import io.rollcall.lake.Lake;
import io.rollcall.lake.LakeConfig;
import io.rollcall.lake.LakeSettings;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Opens the service's lake when somebody first needs it, and closes it last. */
@Singleton
class LakeOwner {
    @Produces
    @Singleton
    Lake lake(LakeConfig config) {
        return Lake.open(LakeSettings.of(config));
    }

    void close(@Disposes Lake lake) {
        lake.close();
    }
}
