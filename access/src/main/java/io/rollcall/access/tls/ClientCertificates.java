package io.rollcall.access.tls;

import io.quarkus.runtime.StartupEvent;
import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.http.HttpServerOptions;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Lets nobody in who shows no certificate, where that is asked for. Quarkus' own setting
 * ({@code quarkus.http.ssl.client-auth}) is fixed when a service is built, which a deployment cannot wait for.
 */
@Singleton
public class ClientCertificates implements HttpServerOptionsCustomizer {
    private final boolean required;
    private final String insecureRequests;

    ClientCertificates(
            AccessSettings settings,
            @ConfigProperty(name = "quarkus.http.insecure-requests", defaultValue = "enabled")
                    String insecureRequests) {
        this.required = settings.requireClientCertificates();
        this.insecureRequests = insecureRequests;
    }

    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (required) {
            options.setClientAuth(ClientAuth.REQUIRED);
        }
    }

    /** A port without TLS asks nobody for a certificate. */
    void refuseAnOpenPortBeside(@Observes StartupEvent start) {
        if (required && insecureRequests.equalsIgnoreCase("enabled")) {
            throw new IllegalStateException(
                    "rollcall.access.require-client-certificates is true, and the port without TLS is open: set"
                            + " quarkus.http.insecure-requests=disabled and quarkus.http.tls-configuration-name");
        }
    }
}
