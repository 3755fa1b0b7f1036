package io.rollcall.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** What an outage of Redis leaves in the log, however long it takes. */
@QuarkusTest
@QuarkusTestResource(Servers.class)
class RedisOutageLogTest {
    private static final Duration OUTAGE = Duration.ofSeconds(5);

    @Test
    void anOutageIsOneLineAtItsBeginAndOneAtItsEnd() {
        List<LogRecord> lines = new CopyOnWriteArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line);
            }

            @Override
            public void flush() {
                // Nothing is held back.
            }

            @Override
            public void close() {
                // Nothing is open.
            }
        };
        Logger root = Logger.getLogger("");
        try (RunningWorker worker = new RunningWorker()) {
            root.addHandler(handler);
            try {
                Instant begin = Instant.now();
                Servers.running()
                        .withoutRedis(() -> await().atMost(RunningWorker.PATIENCE)
                                .until(() -> Instant.now().isAfter(begin.plus(OUTAGE))
                                        && said(lines, "does not answer") > 0));
                worker.awaitReady();
                await().atMost(RunningWorker.PATIENCE).until(() -> said(lines, "answers again") > 0);
            } finally {
                root.removeHandler(handler);
            }
        }
        assertThat(said(lines, "does not answer")).isOne();
        assertThat(said(lines, "answers again")).isOne();
        assertThat(lines)
                .filteredOn(line -> line.getLevel().intValue() >= Level.SEVERE.intValue() || line.getThrown() != null)
                .extracting(line -> line.getLoggerName() + ": " + line.getMessage())
                .isEmpty();
    }

    private static long said(List<LogRecord> lines, String what) {
        return lines.stream()
                .filter(line -> line.getLoggerName().equals("io.rollcall.rollup.RedisWatch")
                        && line.getMessage().contains(what))
                .count();
    }
}
