package io.rollcall.access;

import java.util.Set;

/**
 * Who sends a request.
 *
 * @param name of the key that was sent; {@link #THIS_MACHINE} or {@link #ANYBODY} without one that is known
 * @param roles what the caller may do
 * @param recognition whether a key says who it is
 */
public record Caller(String name, Set<String> roles, Recognition recognition) {
    public static final String THIS_MACHINE = "this machine";
    public static final String ANYBODY = "anybody";

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** How a caller came by its name. */
    public enum Recognition {
        BY_KEY,
        NONE
    }
}
