package io.rollcall.standalone.faults;

import io.rollcall.embedded.EmbeddedKafka;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;

/** A Kafka broker as a process of its own: {@code BrokerMain DATA_DIR PORT PORT_OF_ITS_PROXY}. */
final class BrokerMain {
    private BrokerMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        EmbeddedKafka kafka = EmbeddedKafka.start(
                Path.of(arguments[0]), Integer.parseInt(arguments[1]), Integer.parseInt(arguments[2]));
        System.out.println("broker at " + kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }
}
