package io.rollcall.settings;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** The setting that says what a {@code profile_id} may be, to those who take one. */
@ConfigMapping(prefix = "rollcall.profiles")
public interface ProfileSettings {
    /**
     * The key by which texts are mapped to ids; with it, {@code profile_id} may be any text of up to 64 characters. Long and
     * random, the same in all services, and never another one: it would make other profiles of the same texts.
     */
    Optional<String> textKey();
}
