package io.rollcall.query;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What is logged while a test does something. */
public final class LogLines extends Handler implements AutoCloseable {
    private final List<LogRecord> lines = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private LogLines(Logger logger) {
        this.logger = logger;
    }

    /** Of all loggers, until it is closed. */
    public static LogLines ofEverything() {
        LogLines lines = new LogLines(Logger.getLogger(""));
        lines.logger.addHandler(lines);
        return lines;
    }

    /** Those that are at least so bad, or have a trace, each with who says it. */
    public List<String> from(Level level) {
        return lines.stream()
                .filter(line -> line.getLevel().intValue() >= level.intValue() || line.getThrown() != null)
                .map(line -> line.getLoggerName() + ": " + line.getMessage())
                .toList();
    }

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
        logger.removeHandler(this);
    }
}
