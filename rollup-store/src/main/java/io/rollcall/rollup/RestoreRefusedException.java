package io.rollcall.rollup;

/** A day cannot be put back into a shard as it stands. What was served before is served as before; ask again later. */
public final class RestoreRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    RestoreRefusedException(String why) {
        super(why);
    }
}
