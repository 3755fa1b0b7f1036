package io.rollcall.embedded;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Kafka and Redis as a process of their own, for scripts: {@code java -cp 'embedded-servers.jar:lib/*'
 * io.rollcall.embedded.EmbeddedServers DATA_DIR}. Prints {@code kafka=HOST:PORT}, {@code redis=URL} and {@code ready},
 * a line each, and stops both cleanly on SIGTERM.
 */
public final class EmbeddedServers {
    private EmbeddedServers() {}

    public static void main(String[] arguments) throws InterruptedException {
        if (arguments.length != 1) {
            System.err.println("usage: EmbeddedServers DATA_DIR");
            System.exit(2);
        }
        Logger.getLogger("").setLevel(Level.WARNING);
        run(Path.of(arguments[0]), System.out);
    }

    private static void run(Path dataDir, PrintStream out) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(dataDir.resolve("kafka"));
        EmbeddedRedis redis = startBeside(kafka, dataDir.resolve("redis"));
        Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(kafka, redis), "stop"));
        out.println("kafka=" + kafka.bootstrapServers());
        out.println("redis=" + redis.url());
        out.println("ready");
        new CountDownLatch(1).await();
    }

    /** The broker's threads would keep a process alive that has no Redis. */
    private static EmbeddedRedis startBeside(EmbeddedKafka kafka, Path dataDir) {
        try {
            return EmbeddedRedis.start(dataDir);
        } catch (RuntimeException failed) {
            kafka.close();
            throw failed;
        }
    }

    private static void stop(EmbeddedKafka kafka, EmbeddedRedis redis) {
        try (redis) {
            kafka.close();
        }
    }
}
