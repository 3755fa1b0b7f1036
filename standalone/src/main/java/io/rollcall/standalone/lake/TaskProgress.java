package io.rollcall.standalone.lake;

import java.time.Duration;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.DelegatingProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** How far the system is: a bar on a terminal, now and then a line in a log. */
final class TaskProgress implements AutoCloseable {
    private static final int LOG_LINE_CHARS = 120;
    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration IN_LOG = Duration.ofSeconds(10);

    private final ProgressBar bar;

    private TaskProgress(ProgressBar bar) {
        this.bar = bar;
    }

    /** The start script knows whether standard error is a terminal; Java only knows it of both outputs together. */
    static TaskProgress of(String name) {
        boolean terminal = Boolean.getBoolean("rollcall.terminal");
        Duration interval = terminal ? ON_TERMINAL : IN_LOG;
        return new TaskProgress(new ProgressBarBuilder()
                .setTaskName(name)
                .setInitialMax(-1)
                .setStyle(ProgressBarStyle.ASCII)
                .setUpdateIntervalMillis(Math.toIntExact(interval.toMillis()))
                .setConsumer(
                        terminal
                                ? new ConsoleProgressBarConsumer(System.err)
                                : new DelegatingProgressBarConsumer(System.err::println, LOG_LINE_CHARS))
                .build());
    }

    /**
     * A step on the way.
     *
     * @param of steps altogether; -1 as long as that is not known
     * @param what is being done
     */
    record Step(long done, long of, String what) {}

    void show(Step step) {
        bar.maxHint(step.of());
        bar.stepTo(step.done());
        bar.setExtraMessage(" " + step.what());
    }

    void waiting(String cause) {
        bar.setExtraMessage(" waiting: " + cause);
    }

    @Override
    public void close() {
        bar.close();
    }
}
