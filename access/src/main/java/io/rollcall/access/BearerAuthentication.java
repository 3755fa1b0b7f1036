package io.rollcall.access;

import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.runtime.QuarkusPrincipal;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.rollcall.access.Caller.Recognition;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Set;

/**
 * Tells Quarkus Security who sends a request. It never fails: somebody without a key that is known is nobody, who may do
 * what {@link Doors} lets everybody do.
 */
@Singleton
public class BearerAuthentication implements HttpAuthenticationMechanism {
    private static final int UNAUTHORIZED = 401;

    private final Doors doors;

    BearerAuthentication(Doors doors) {
        this.doors = doors;
    }

    @Override
    public Uni<SecurityIdentity> authenticate(RoutingContext exchange, IdentityProviderManager identities) {
        Caller caller = doors.caller(exchange.request());
        caller.attachTo(exchange);
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder()
                        .setPrincipal(new QuarkusPrincipal(caller.name()))
                        .addRoles(caller.roles())
                        .setAnonymous(caller.recognition() == Recognition.NONE)
                        .build());
    }

    @Override
    public Uni<ChallengeData> getChallenge(RoutingContext exchange) {
        return Uni.createFrom().item(new ChallengeData(UNAUTHORIZED, "WWW-Authenticate", Problem.CHALLENGE));
    }

    /** Names no types: who a key belongs to is known here, and no identity provider has to be asked. */
    @Override
    public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
        return Set.of();
    }
}
