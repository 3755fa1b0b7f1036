package io.rollcall.standalone.lake;

import java.io.PrintStream;
import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarConsumer;
import me.tongfei.progressbar.ProgressBarStyle;

/**
 * Shows how far the system is, in hundredths of all there is to do: one bar on a terminal, now and then a line in a
 * log. It never goes back, whatever the system finds out about the work that is left.
 */
final class TaskProgress implements AutoCloseable {
    private static final int LOG_LINE_CHARS = 120;
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration IN_LOG = Duration.ofSeconds(10);
    private static final long WHOLE = 100;

    private final ProgressBar bar;
    private long shown;

    private TaskProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** The start script knows whether standard error is a terminal; Java only knows it of both outputs together. */
    static TaskProgress of(String name) {
        return Boolean.getBoolean("rollcall.terminal")
                ? new TaskProgress(bar(name, new ConsoleProgressBarConsumer(System.err), ON_TERMINAL))
                : inLog(name, System.err);
    }

    /** A line every ten seconds. */
    static TaskProgress inLog(String name, PrintStream log) {
        return new TaskProgress(bar(name, new DelegatingProgressBarConsumer(log::println, LOG_LINE_CHARS), IN_LOG));
    }

    /** For who tells of it in another way. */
    static TaskProgress unseen() {
        return new TaskProgress(bar("", new DelegatingProgressBarConsumer(line -> {}, LOG_LINE_CHARS), IN_LOG));
    }

    private static ProgressBar bar(String name, ProgressBarConsumer consumer, Duration interval) {
        return new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(WHOLE)
                .setUnit(" %", 1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(Math.toIntExact(interval.toMillis()))
                .setConsumer(consumer)
                .build();
    }

    /**
     * A step on the way.
     *
     * @param part how much of the whole is done, in [0, 1]
     * @param what is being done
     */
    record Step(double part, String what) {
        /** Within a stretch of the way, so much of it as is done; nothing as long as it is not known how much there is. */
        static Step within(double from, double to, long done, long of, String what) {
            double part = of <= 0 ? 0 : Math.min(1, Math.max(0, done / (double) of));
            return new Step(from + (to - from) * part, what);
        }
    }

    /** Shows it, and says how many hundredths the bar has. */
    long show(Step step) {
        shown = Math.max(shown, Math.min(WHOLE, Math.round(step.part() * WHOLE)));
        bar.stepTo(shown);
        bar.setExtraMessage(" " + step.what());
        return shown;
    }

    void waiting(String cause) {
        bar.setExtraMessage(" waiting: " + cause);
    }

    @Override
    public void close() {
        bar.close();
    }
}
