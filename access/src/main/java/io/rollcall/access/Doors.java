package io.rollcall.access;

import io.quarkus.runtime.Startup;
import io.rollcall.access.Caller.Recognition;
import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.Credentials;
import io.rollcall.access.keys.KeyRing;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.access.keys.Keys;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a caller may do, and what one who may not is told.
 *
 * <p>A key opens what it is for. Without one: reading is open to everybody who reaches the port, but where there are no keys of
 * any kind and the port is only for this machine, it is for this machine; administering is for this machine, and as soon as
 * any key or token exists for nobody: who protects one door means all of them.
 */
@Startup
@Singleton
public class Doors {
    private final Keys keys;
    private final Listening listening;

    /** Says who can reach the port. */
    enum Listening {
        TO_THIS_MACHINE,
        TO_OTHERS
    }

    @Inject
    Doors(Keys keys, @ConfigProperty(name = "quarkus.http.host") String host) {
        this(keys, ThisMachine.isLoopbackName(host) ? Listening.TO_THIS_MACHINE : Listening.TO_OTHERS);
    }

    /** Made of what is known. */
    Doors(Keys keys, Listening listening) {
        this.keys = keys;
        this.listening = listening;
    }

    /**
     * Says whether everybody may read who reaches the port, or can be made to: by a proxy, or since it is open to
     * others.
     */
    public boolean isReadingOpenToOthers() {
        return !isLocked(KeyScope.READ) && (!areUnlocked() || listening == Listening.TO_OTHERS);
    }

    /** The names of the keys that open something; what may be logged and shown of them. */
    public List<String> names(KeyScope scope) {
        return keys.ring().names(scope);
    }

    /** Says whether something needs a key. */
    public boolean isLocked(KeyScope scope) {
        return keys.areLocking(scope);
    }

    /** Says whether there are no keys or tokens at all. */
    public boolean areUnlocked() {
        return !keys.areLocking();
    }

    /** Says who sends a request, and what the caller may do. */
    public Caller caller(HttpServerRequest request) {
        return caller(request.getHeader(HttpHeaders.AUTHORIZATION), ThisMachine.objection(request));
    }

    /** The problem that a caller is told who lacks a role. */
    public Problem refusal(String role, HttpServerRequest request) {
        return refusal(role, request.getHeader(HttpHeaders.AUTHORIZATION), ThisMachine.objection(request));
    }

    /**
     * The same, for what a request says.
     *
     * @param objection why the request is not of this machine; empty for one that is
     */
    Caller caller(@Nullable String authorization, Optional<String> objection) {
        KeyRing ring = keys.ring();
        return Credentials.bearer(authorization)
                .flatMap(secret -> byKey(ring, secret))
                .orElseGet(() -> withoutAKey(objection));
    }

    private static Optional<Caller> byKey(KeyRing ring, String secret) {
        Optional<AccessKey> administrator = ring.holder(secret, KeyScope.ADMIN);
        Optional<AccessKey> reader = ring.holder(secret, KeyScope.READ);
        return administrator
                .map(key -> new Caller(key.name(), Set.of(Roles.ADMIN, Roles.READ), Recognition.BY_KEY))
                .or(() -> reader.map(key -> new Caller(key.name(), Set.of(Roles.READ), Recognition.BY_KEY)));
    }

    private Caller withoutAKey(Optional<String> objection) {
        Set<String> roles = new HashSet<>();
        if (isReadingOpenToOthers() || (!isLocked(KeyScope.READ) && objection.isEmpty())) {
            roles.add(Roles.READ);
        }
        if (areUnlocked() && objection.isEmpty()) {
            roles.add(Roles.ADMIN);
        }
        return new Caller(objection.isEmpty() ? Caller.THIS_MACHINE : Caller.ANYBODY, roles, Recognition.NONE);
    }

    Problem refusal(String role, @Nullable String authorization, Optional<String> objection) {
        boolean isAdministering = role.equals(Roles.ADMIN);
        if (isLocked(isAdministering ? KeyScope.ADMIN : KeyScope.READ)) {
            return isAdministering
                    ? unauthorized(authorization, "this needs an admin key", "ADMIN_KEY", "admin key")
                    : unauthorized(authorization, "this address needs a token", "READ_TOKEN", "read token");
        }
        String setting = isAdministering ? "rollcall.admin.keys.NAME" : "rollcall.query.read-tokens.NAME";
        if (isAdministering && !areUnlocked()) {
            return Problem.of(
                    403,
                    "no_admin_key",
                    "there are keys or tokens, but no admin key, so nobody may do this; set " + setting
                            + " on the server, or make one with ./rollcall keys");
        }
        return Problem.of(
                403,
                "loopback_only",
                "no keys are configured, so only callers on the server itself are served, and "
                        + objection.orElse("this is none") + "; set " + setting + " there");
    }

    private static Problem unauthorized(@Nullable String authorization, String needed, String example, String kind) {
        return Problem.of(
                401,
                "unauthorized",
                authorization == null
                        ? needed + ": send the header 'Authorization: Bearer " + example + "'"
                        : "the Authorization header carries no valid " + kind);
    }
}
