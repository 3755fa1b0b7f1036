package io.rollcall.lake.erasure;

/** It cannot be proven yet that no file holds the profiles. Nothing is wrong: ask for the same erasure again, it goes on. */
public final class ErasureUnfinishedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    ErasureUnfinishedException(String why) {
        super(why + "; ask for the erasure again");
    }
}
