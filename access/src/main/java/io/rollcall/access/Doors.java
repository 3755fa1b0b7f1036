package io.rollcall.access;

import io.quarkus.runtime.Startup;
import io.rollcall.access.Caller.Recognition;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Decides what a caller may do, and what one who may not is told. Made at the start, so that a key that is none stops
 * it.
 *
 * <p>A key opens what it is for. Without one: reading is open to everybody who reaches the port, but where there are no keys of
 * any kind and the port is only for this machine, it is for this machine; administering is for this machine, and as soon as
 * any key or token exists for nobody: who protects one door means all of them.
 */
@Startup
@Singleton
public class Doors {
    private static final String WRITE_KEYS = "rollcall.ingest.keys.";

    private final BearerKeys admins;
    private final BearerKeys readers;
    private final Locks locks;
    private final Listening listening;

    /** Says whether there are keys of any kind, those of the gateway included. */
    enum Locks {
        NONE,
        SOME
    }

    /** Says who can reach the port. */
    enum Listening {
        TO_THIS_MACHINE,
        TO_OTHERS
    }

    @Inject
    Doors(
            AdminSettings admin,
            ReadSettings reading,
            Config config,
            @ConfigProperty(name = "quarkus.http.host") String host) {
        this(
                BearerKeys.of("rollcall.admin.keys.NAME", admin.keys()),
                BearerKeys.of("rollcall.query.read-tokens.NAME", reading.readTokens()),
                hasWriteKeys(config.getPropertyNames()) ? Locks.SOME : Locks.NONE,
                ThisMachine.isLoopbackName(host) ? Listening.TO_THIS_MACHINE : Listening.TO_OTHERS);
    }

    /**
     * Made of what is known.
     *
     * @param others whether there are keys beside these
     */
    Doors(BearerKeys admins, BearerKeys readers, Locks others, Listening listening) {
        this.admins = admins;
        this.readers = readers;
        this.locks = admins.areAbsent() && readers.areAbsent() ? others : Locks.SOME;
        this.listening = listening;
    }

    /** Says whether names of settings, as they are written in files or in the environment, are of write keys. */
    public static boolean hasWriteKeys(Iterable<String> names) {
        return StreamSupport.stream(names.spliterator(), false)
                .map(name -> name.toLowerCase(Locale.ROOT).replace('_', '.'))
                .anyMatch(name -> name.startsWith(WRITE_KEYS));
    }

    /**
     * Says whether everybody may read who reaches the port, or can be made to: by a proxy, or since it is open to
     * others.
     */
    public boolean isReadingOpenToOthers() {
        return readers.areAbsent() && (locks == Locks.SOME || listening == Listening.TO_OTHERS);
    }

    public BearerKeys admins() {
        return admins;
    }

    public BearerKeys readers() {
        return readers;
    }

    /** Says whether there are no keys or tokens at all. */
    public boolean areUnlocked() {
        return locks == Locks.NONE;
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
        Optional<Caller> administrator = admins.holder(authorization)
                .map(name -> new Caller(name, Set.of(Roles.ADMIN, Roles.READ), Recognition.BY_KEY));
        Optional<Caller> reader =
                readers.holder(authorization).map(name -> new Caller(name, Set.of(Roles.READ), Recognition.BY_KEY));
        return administrator.or(() -> reader).orElseGet(() -> withoutAKey(objection));
    }

    private Caller withoutAKey(Optional<String> objection) {
        Set<String> roles = new HashSet<>();
        if (isReadingOpenToOthers() || (readers.areAbsent() && objection.isEmpty())) {
            roles.add(Roles.READ);
        }
        if (areUnlocked() && objection.isEmpty()) {
            roles.add(Roles.ADMIN);
        }
        return new Caller(objection.isEmpty() ? Caller.THIS_MACHINE : Caller.ANYBODY, roles, Recognition.NONE);
    }

    Problem refusal(String role, @Nullable String authorization, Optional<String> objection) {
        boolean isAdministering = role.equals(Roles.ADMIN);
        BearerKeys keys = isAdministering ? admins : readers;
        if (!keys.areAbsent()) {
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
                            + " on the server");
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
