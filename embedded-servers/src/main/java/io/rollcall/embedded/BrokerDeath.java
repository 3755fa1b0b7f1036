package io.rollcall.embedded;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.utils.Exit;
import org.jspecify.annotations.Nullable;

/**
 * A broker that cannot go on, above all one that cannot write, halts its process on the spot: no word, no shutdown hook, and a
 * Redis left behind. Here it tells whom it concerns, once, who ends the process in order.
 */
final class BrokerDeath {
    private static final AtomicBoolean DIED = new AtomicBoolean();

    private BrokerDeath() {}

    /** Makes Kafka halt nothing by itself from now on. */
    static void tell(Runnable heir) {
        Exit.setHaltProcedure((status, message) -> died(heir, message));
        Exit.setExitProcedure((status, message) -> died(heir, message));
    }

    /** Says whether there is nothing left of it that could be stopped. */
    static boolean hasHappened() {
        return DIED.get();
    }

    /** Kafka's code expects that nothing after its halt is run, and would go on with a log that it gave up. */
    private static void died(Runnable heir, @Nullable String message) {
        if (DIED.compareAndSet(false, true)) {
            heir.run();
        }
        throw new IllegalStateException(message == null ? "the broker cannot go on" : message);
    }
}
