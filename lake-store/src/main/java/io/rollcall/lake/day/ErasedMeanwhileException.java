package io.rollcall.lake.day;

/** Profiles were erased while a run counted; its counts may hold them, and none was kept. Begin another run. */
public final class ErasedMeanwhileException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ErasedMeanwhileException(Throwable cause) {
        super("profiles were erased meanwhile; nothing of this count was kept, run it again", cause);
    }
}
