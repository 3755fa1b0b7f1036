package io.rollcall.standalone.disk;

import io.rollcall.embedded.EmbeddedKafka;
import java.nio.file.Path;

/** An orderly end of the process when its broker dies: a sentence, then everything that can be stopped is stopped. */
public final class BrokerEnd {
    private static final long LITTLE = 32L << 20;
    private static final int FAILED = 1;

    private BrokerEnd() {}

    /**
     * From now on the death of the broker whose data lie there ends this process with exit code 1.
     *
     * @param log where it is said what broke
     */
    public static void endsTheProcess(Path data, Path log) {
        EmbeddedKafka.onDeath(() -> {
            String said = isFull(data)
                    ? "the disk of " + data + " is full, and Kafka has ended. Make room there and start again"
                    : "Kafka cannot go on and has ended; " + log + " says why. Start again";
            System.err.println("rollcall: " + said + ": no event that was acknowledged is lost");
            // The broker's own thread must not wait for what waits for it.
            new Thread(() -> System.exit(FAILED), "end").start();
        });
    }

    /** Tells whether there is no room for a broker to begin with. */
    public static boolean isFull(Path data) {
        return data.toFile().getUsableSpace() < LITTLE;
    }
}
