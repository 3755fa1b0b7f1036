package io.rollcall.access.tls;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** The settings that say who may connect at all. */
@ConfigMapping(prefix = "rollcall.access")
public interface AccessSettings {
    /**
     * Says whether a client has to show a certificate that the trust store of {@code
     * quarkus.http.tls-configuration-name} knows before anything of it is read. What it may do is still a matter of its
     * key.
     */
    @WithDefault("false")
    boolean requireClientCertificates();
}
