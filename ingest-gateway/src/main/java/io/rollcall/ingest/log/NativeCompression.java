package io.rollcall.ingest.log;

import net.jpountz.util.Native;
import org.jboss.logging.Logger;

/**
 * The native form of lz4. The library takes it of its own accord only when the system class loader loaded it, which is
 * not so inside Quarkus; in plain Java, compression was more than a quarter of the gateway's CPU, and takes a fifth of
 * that natively.
 */
final class NativeCompression {
    private static final Logger LOG = Logger.getLogger(NativeCompression.class);

    private NativeCompression() {}

    /** Loads it before the first batch is compressed; where there is none, lz4 goes on in plain Java. */
    static void load() {
        try {
            Native.load();
        } catch (LinkageError | RuntimeException unavailable) {
            LOG.infof("lz4 compresses in plain Java, which costs more: %s", unavailable.toString());
        }
    }
}
