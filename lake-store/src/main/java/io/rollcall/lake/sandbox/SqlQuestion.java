package io.rollcall.lake.sandbox;

import io.rollcall.event.Excerpt;
import io.rollcall.lake.engine.Definitions;
import io.rollcall.lake.files.StoredFiles;
import io.rollcall.lake.sandbox.UnansweredException.Reason;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * One question in SQL. Its process is killed when the time is over, when somebody cancels it, and at the end in any case; what it has
 * put on the disk goes with it.
 */
public final class SqlQuestion implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(SqlQuestion.class);

    /** Of the parser's tree, and of a message. */
    private static final int MOST_TEXT_BYTES = 32 << 20;

    private static final int MOST_COLUMNS = 10_000;
    private static final int EXCERPT_CHARS = 1_000;

    /** A process that a signal has ended has the signal's number beyond this. */
    private static final int KILLED = 128;

    private final String sql;
    private final SandboxSettings settings;
    private final Path parent;
    private final Sandbox.Views views;

    private @Nullable Process process;
    private boolean isCancelled;
    private boolean isLate;
    private boolean hasBegun;

    SqlQuestion(String sql, SandboxSettings settings, Path parent, Sandbox.Views views) {
        this.sql = sql;
        this.settings = settings;
        this.parent = parent;
        this.views = views;
    }

    /**
     * Its answer; asked for once.
     *
     * @throws UnansweredException when there is none, and says why
     * @throws CancelledException when it was cancelled
     */
    public SqlAnswer answer() {
        Path directory = directory();
        CompletableFuture<Void> end = new CompletableFuture<>();
        try {
            Process started = start(directory);
            killAfterItsTime(end);
            return ask(started);
        } catch (IOException broken) {
            throw why(broken, directory);
        } finally {
            end.complete(null);
            end(directory);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what comes of it is seen where the process is read from
    private void killAfterItsTime(CompletableFuture<Void> end) {
        end.orTimeout(settings.time().toNanos(), TimeUnit.NANOSECONDS).whenComplete((ended, late) -> {
            if (late != null) {
                killLate();
            }
        });
    }

    private Path directory() {
        try {
            Files.createDirectories(parent);
            return Files.createTempDirectory(parent, "question").toAbsolutePath();
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write to " + parent, unwritable);
        }
    }

    private synchronized Process start(Path directory) {
        if (isCancelled) {
            throw new CancelledException();
        }
        try {
            Process started = SandboxProcess.start(settings, directory);
            process = started;
            return started;
        } catch (IOException unstarted) {
            throw new UncheckedIOException("no process for a question can be started", unstarted);
        }
    }

    private SqlAnswer ask(Process started) throws IOException {
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(started.getOutputStream()));
        DataInputStream in = new DataInputStream(new BufferedInputStream(started.getInputStream()));
        Frames.writeText(out, sql);
        out.writeLong(settings.memoryBytes());
        out.writeInt(settings.threads());
        out.writeLong(settings.spillBytes());
        out.writeInt(settings.rows());
        out.writeLong(settings.answerBytes());
        out.flush();
        requireGood(in);
        hasBegun = true;
        Set<String> named = SqlRules.viewsOf(Frames.readText(in, MOST_TEXT_BYTES), sql, views.names());
        tell(views.of(named), out);
        requireGood(in);
        return read(in);
    }

    private static void tell(Definitions definitions, DataOutputStream out) throws IOException {
        out.writeInt(definitions.files().size());
        for (Path file : definitions.files()) {
            Frames.writeText(out, file.toString());
        }
        out.writeInt(definitions.views().size());
        for (Map.Entry<String, String> view : definitions.views().entrySet()) {
            Frames.writeText(out, view.getKey());
            Frames.writeText(out, view.getValue());
        }
        out.flush();
    }

    private void requireGood(DataInputStream in) throws IOException {
        if (in.readUnsignedByte() != Frames.GOOD) {
            throw EngineFailure.translated(Frames.readText(in, MOST_TEXT_BYTES), sql);
        }
    }

    private static SqlAnswer read(DataInputStream in) throws IOException {
        int count = in.readInt();
        if (count < 0 || count > MOST_COLUMNS) {
            throw new IOException("an answer of " + count + " columns");
        }
        List<SqlColumn> columns = new ArrayList<>(count);
        for (int column = 0; column < count; column++) {
            String name = Frames.readText(in, MOST_TEXT_BYTES);
            columns.add(new SqlColumn(name, Frames.readText(in, MOST_TEXT_BYTES)));
        }
        byte[] rows = in.readNBytes(in.readInt());
        return new SqlAnswer(columns, rows, rows[rows.length - 1] == Frames.CUT);
    }

    /** The process is gone, or says what it never says: killed by this one, or by the system for what it took. */
    private RuntimeException why(IOException broken, Path directory) {
        synchronized (this) {
            if (isCancelled) {
                return new CancelledException();
            }
            if (isLate) {
                return new UnansweredException(
                        Reason.TOO_COSTLY,
                        "the question takes longer than " + settings.time().toSeconds()
                                + " s; ask of fewer days, or of what is counted already");
            }
        }
        if (hasBegun || process == null || wasKilled(process)) {
            LOG.debug("the process of a question has ended", broken);
            return EngineFailure.tooCostly();
        }
        return new IllegalStateException("no process for a question can be started: " + errors(directory), broken);
    }

    /** By the system; what cannot start ends by itself. */
    private static boolean wasKilled(Process process) {
        return exitValue(process) > KILLED;
    }

    private static String errors(Path directory) {
        try {
            return Excerpt.of(Files.readString(directory.resolve("errors")).strip(), EXCERPT_CHARS);
        } catch (IOException none) {
            return "it says nothing";
        }
    }

    private synchronized void killLate() {
        isLate = true;
        kill();
    }

    /** Ends it, from whatever thread: nobody waits for its answer any more. */
    public synchronized void cancel() {
        isCancelled = true;
        kill();
    }

    private void kill() {
        if (process != null) {
            process.destroyForcibly();
        }
    }

    /** Waits without the lock: whoever cancels meanwhile may be an event loop. */
    private void end(Path directory) {
        Process ended;
        synchronized (this) {
            kill();
            ended = process;
        }
        if (ended != null) {
            exitValue(ended);
        }
        try {
            StoredFiles.deleteTree(directory);
        } catch (IOException undeleted) {
            // It lies in the directory that is swept when the next process starts.
            LOG.warnf("cannot delete %s: %s", directory, undeleted.getMessage());
        }
    }

    /** What it ended with, waited for by this thread: {@code onExit} needs one of the common pool, which may all wait for this. */
    private static int exitValue(Process process) {
        boolean isInterrupted = false;
        try {
            while (true) {
                try {
                    return process.waitFor();
                } catch (InterruptedException again) {
                    // It is killed, or has closed its end: the wait is short.
                    isInterrupted = true;
                }
            }
        } finally {
            if (isInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public void close() {
        cancel();
    }
}
