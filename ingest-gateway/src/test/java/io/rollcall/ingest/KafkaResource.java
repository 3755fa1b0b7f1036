package io.rollcall.ingest;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.rollcall.embedded.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One real broker for all tests of the module. */
public final class KafkaResource implements QuarkusTestResourceLifecycleManager {
    private static @Nullable EmbeddedKafka broker;

    @Override
    public Map<String, String> start() {
        return Map.of("kafka.bootstrap.servers", broker().bootstrapServers());
    }

    @Override
    public void stop() {
        // The broker outlives the applications of the test profiles; it ends with the tests' JVM.
    }

    static synchronized EmbeddedKafka broker() {
        EmbeddedKafka running = broker;
        if (running == null) {
            running = startBroker();
            broker = running;
        }
        return running;
    }

    private static EmbeddedKafka startBroker() {
        try {
            EmbeddedKafka started = EmbeddedKafka.start(Files.createTempDirectory("ingest-kafka"));
            Runtime.getRuntime().addShutdownHook(new Thread(started::close, "stop-kafka"));
            return started;
        } catch (IOException unwritable) {
            throw new UncheckedIOException("no place for the broker's data", unwritable);
        }
    }
}
