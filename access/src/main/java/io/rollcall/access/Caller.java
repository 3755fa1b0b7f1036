package io.rollcall.access;

import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * The sender of a request.
 *
 * @param name of the key that was sent; {@link #THIS_MACHINE} or {@link #ANYBODY} without one that is known
 * @param roles what the caller may do
 * @param recognition whether a key says who it is
 */
public record Caller(String name, Set<String> roles, Recognition recognition) {
    public static final String THIS_MACHINE = "this machine";
    public static final String ANYBODY = "anybody";

    private static final String KEY = Caller.class.getName();

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Says who sent a request; somebody whom nobody has asked for a key yet is {@link #ANYBODY}. */
    public static Caller of(RoutingContext exchange) {
        Caller known = exchange.get(KEY);
        return known == null ? new Caller(ANYBODY, Set.of(), Recognition.NONE) : known;
    }

    void attachTo(RoutingContext exchange) {
        exchange.put(KEY, this);
    }

    /** Says how a caller came by its name. */
    public enum Recognition {
        BY_KEY,
        NONE
    }
}
