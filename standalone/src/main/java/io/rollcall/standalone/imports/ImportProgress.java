package io.rollcall.standalone.imports;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far the import is, in bytes of the file as it lies on the disk: a bar on a terminal, now and then a line in
 * a log.
 */
final class ImportProgress implements Accounts, AutoCloseable {
    private static final long KIBIBYTE = 1 << 10;
    private static final long MEBIBYTE = 1 << 20;
    private static final long LARGE_BYTES = 10 * MEBIBYTE;
    private static final int LOG_LINE_CHARS = 120;
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration IN_LOG = Duration.ofSeconds(10);

    private final ProgressBar bar;

    private ImportProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** A bar that is drawn over itself. {@code totalBytes} is -1 when it is not known. */
    static ImportProgress onTerminal(PrintStream terminal, long totalBytes) {
        return new ImportProgress(bar(new ConsoleProgressBarConsumer(terminal), ON_TERMINAL, totalBytes));
    }

    /** A line every ten seconds. */
    static ImportProgress inLog(PrintStream log, long totalBytes) {
        return new ImportProgress(
                bar(new DelegatingProgressBarConsumer(log::println, LOG_LINE_CHARS), IN_LOG, totalBytes));
    }

    private static ProgressBar bar(ProgressBarConsumer consumer, Duration interval, long totalBytes) {
        boolean large = totalBytes > LARGE_BYTES;
        return new ProgressBarBuilder()
                .setTaskName("import")
                .setInitialMax(totalBytes)
                .setUnit(large ? " MiB" : " KiB", large ? MEBIBYTE : KIBIBYTE)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(Math.toIntExact(interval.toMillis()))
                .setConsumer(consumer)
                .build();
    }

    /** The same stream; what is read from it moves the bar. */
    InputStream follow(InputStream source) {
        return new FilterInputStream(source) {
            @Override
            public int read() throws IOException {
                int next = super.read();
                bar.stepBy(next < 0 ? 0 : 1);
                return next;
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                int read = super.read(buffer, offset, length);
                bar.stepBy(Math.max(read, 0));
                return read;
            }
        };
    }

    @Override
    public void accounted(long accepted, long rejected) {
        bar.setExtraMessage(String.format(" %,d accepted, %,d rejected", accepted, rejected));
    }

    void waiting(String cause) {
        bar.setExtraMessage(" waiting: " + cause);
    }

    @Override
    public void close() {
        bar.close();
    }
}
