package io.rollcall.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The signals that tell a process something without its doing. */
public enum Signal {
    /** It is there, and does nothing. */
    STOP,

    /** It goes on with what it had in hand, as if no time had passed. */
    CONT;

    /**
     * Sends the signal to a process.
     *
     * @throws IllegalStateException when there is no such process, or nobody may tell it anything
     */
    public void send(long pid) {
        try {
            int exit = new ProcessBuilder("kill", "-" + name(), Long.toString(pid))
                    .start()
                    .waitFor();
            if (exit != 0) {
                throw new IllegalStateException("cannot send " + name() + " to process " + pid);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot send " + name() + " to process " + pid, failed);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a signal was sent", interrupted);
        }
    }
}
