package io.rollcall.standalone;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C or SIGTERM, seen from the thread that starts and stops everything in its order. The signal alone would end the
 * process as soon as the services are down; this one holds it open until that thread has stopped the servers too.
 */
final class StopSignal implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 60;

    private final CountDownLatch allStopped = new CountDownLatch(1);
    private volatile boolean requested;

    private StopSignal() {}

    static StopSignal install() {
        StopSignal signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(signal::waitForTheEnd, "wait-for-the-end"));
        return signal;
    }

    /** Tells whether the process is about to end: nothing new should start. */
    boolean requested() {
        return requested;
    }

    /** Says that everything is stopped and the process may end. */
    @Override
    public void close() {
        allStopped.countDown();
    }

    private void waitForTheEnd() {
        requested = true;
        try {
            if (!allStopped.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("rollcall: not everything stopped within " + PATIENCE_SECONDS + " s");
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
