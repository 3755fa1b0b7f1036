package io.rollcall.lakehouse.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Lets an administrator's request through: one with a key, or, where there are no keys, one from this machine. */
@Singleton
public class AdminGuard implements Handler<RoutingContext> {
    private final AdminKeys keys;

    AdminGuard(AdminKeys keys) {
        this.keys = keys;
    }

    @Override
    public void handle(RoutingContext exchange) {
        String caller = exchange.request().remoteAddress().hostAddress();
        refusal(exchange.request().getHeader(HttpHeaders.AUTHORIZATION), caller)
                .ifPresentOrElse(problem -> problem.send(exchange), exchange::next);
    }

    /** Why a caller is not let through; empty for one who is. */
    Optional<Problem> refusal(@Nullable String authorization, @Nullable String callerAddress) {
        if (keys.areAbsent()) {
            return isLoopback(callerAddress)
                    ? Optional.empty()
                    : Optional.of(new Problem(
                            403,
                            "loopback_only",
                            "no admin key is configured, so only callers on the server itself are served;"
                                    + " set rollcall.admin.keys.NAME there"));
        }
        if (keys.admit(authorization)) {
            return Optional.empty();
        }
        return Optional.of(new Problem(
                401,
                "unauthorized",
                authorization == null
                        ? "this needs an admin key: send the header 'Authorization: Bearer ADMIN_KEY'"
                        : "the Authorization header carries no valid admin key"));
    }

    private static boolean isLoopback(@Nullable String address) {
        try {
            // A literal address: nothing is looked up.
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
