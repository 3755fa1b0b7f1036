package io.rollcall.access;

/** The names of what a caller may do, as {@code @RolesAllowed} takes them. */
public final class Roles {
    /** Ask questions, and how far a task is. */
    public static final String READ = "read";

    /** Start what changes something, and erase. Whoever has it may read, too. */
    public static final String ADMIN = "admin";

    private Roles() {}
}
