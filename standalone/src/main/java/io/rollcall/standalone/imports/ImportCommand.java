package io.rollcall.standalone.imports;

import io.rollcall.standalone.client.EventsClient;
import io.rollcall.standalone.client.Pace;
import io.rollcall.standalone.client.RetryPolicy;
import io.rollcall.standalone.client.ServerUrl;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of an import. */
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sends a file of events, one JSON object a line, through POST /v1/events.",
            "",
            "Lines that are rejected go to FILE.rejected.ndjson with their reasons. The",
            "events of a profile arrive in the order of the file. An import can be run",
            "again, also after lines were added or corrected: an event without an event_id",
            "gets one made of its line, by which duplicates are recognized."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every line was accepted",
            "1:some lines were rejected",
            "2:wrong usage, or the system could not be reached"
        })
public final class ImportCommand implements Callable<Integer> {
    private static final String STDIN = "-";

    @Parameters(paramLabel = "FILE", description = "NDJSON, plain or gzip; - for standard input")
    private String file = STDIN;

    @Mixin
    private ServerUrl server = new ServerUrl();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:ROLLCALL_KEY}",
            description = "a write key, if the system asks for one (default: the environment variable ROLLCALL_KEY)")
    private @Nullable String key;

    @Option(names = "--backfill", description = "send old events too: waives the age limit; the key must be allowed to")
    private boolean backfill;

    @Option(
            names = "--rate",
            paramLabel = "N",
            defaultValue = "0",
            description = "at most N events a second (default: as fast as they are taken)")
    private int rate;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final RetryPolicy patience;

    /** Makes the command as it is on the command line. */
    public ImportCommand() {
        this(RetryPolicy.PATIENT);
    }

    ImportCommand(RetryPolicy patience) {
        this.patience = patience;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        EventsClient endpoint = endpoint();
        if (rate < 0) {
            throw usage("--rate must be a number of events above 0");
        }
        requireReadable();
        Optional<String> absence = endpoint.absence();
        if (absence.isPresent()) {
            return notStarted(absence.get() + ". Is it running (./rollcall up), and is --url right?");
        }
        return run(endpoint);
    }

    private int run(EventsClient endpoint) throws IOException, InterruptedException {
        long startNanos = System.nanoTime();
        ImportResult result;
        try (InputStream source = isStdin() ? System.in : Files.newInputStream(Path.of(file));
                ImportProgress progress = progress()) {
            LineReader lines = new LineReader(progress.follow(source));
            Optional<String> wayOut = lines.peek().map(FileForm::of).flatMap(form -> form.wayOut(file));
            if (wayOut.isPresent()) {
                return notStarted(wayOut.get());
            }
            result = send(lines, endpoint, progress);
        }
        report(result, System.nanoTime() - startNanos);
        return result.exitCode();
    }

    private ImportResult send(LineReader lines, EventsClient endpoint, ImportProgress progress)
            throws IOException, InterruptedException {
        try (RejectedLines rejected = new RejectedLines(rejectedFile())) {
            OwnIds ids = new OwnIds(Occurrences.within(Runtime.getRuntime().maxMemory()));
            Sender sender = new Sender(endpoint, patience, progress::waiting);
            return new ImportRun(lines, ids, sender, rejected, Pace.of(rate, System.nanoTime()), progress).run();
        }
    }

    private void requireReadable() {
        if (isStdin()) {
            return;
        }
        Path path = Path.of(file);
        if (Files.isDirectory(path)) {
            throw usage(file + " is a directory; import takes one file. For those in it:\n" + "  for each in " + file
                    + "/*.ndjson*; do ./rollcall import \"$each\" || break; done");
        }
        if (!Files.isReadable(path)) {
            throw usage("cannot read " + file);
        }
    }

    private int notStarted(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Nothing was imported: " + why);
        err.flush();
        return ImportResult.NOT_DONE;
    }

    private EventsClient endpoint() {
        EventsClient endpoint = server.reachedBy(EventsClient::of).withKey(key);
        return backfill ? endpoint.forBackfill() : endpoint;
    }

    private Path rejectedFile() {
        return Path.of((isStdin() ? "stdin" : file) + ".rejected.ndjson");
    }

    private ImportProgress progress() throws IOException {
        long bytes = isStdin() ? -1 : Files.size(Path.of(file));
        // The start script knows whether standard error is a terminal; Java only knows it of both outputs together.
        return Boolean.getBoolean("rollcall.terminal")
                ? ImportProgress.onTerminal(System.err, bytes)
                : ImportProgress.inLog(System.err, bytes);
    }

    private void report(ImportResult result, long tookNanos) {
        PrintWriter out = spec.commandLine().getOut();
        double seconds = tookNanos / (double) TimeUnit.SECONDS.toNanos(1);
        long lines = result.accepted() + result.rejected();
        out.println(String.format(
                Locale.ROOT,
                "%,d accepted, %,d rejected in %.1f s (%,.0f events/s)",
                result.accepted(),
                result.rejected(),
                seconds,
                lines / seconds));
        if (result.rejected() > 0) {
            out.println("Why lines were rejected:");
            result.reasons().lines(file, backfill).forEach(out::println);
            out.println("The rejected lines and their reasons: " + rejectedFile());
        }
        out.flush();
        if (result.failure() != null) {
            fail(result.failure());
        }
    }

    private void fail(String failure) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("Stopped before the end of the file: " + failure);
        err.println("Run the same command again once that is solved: events keep their ids, by which duplicates are"
                + " recognized.");
        err.flush();
    }

    private boolean isStdin() {
        return file.equals(STDIN);
    }

    private CommandLine.ParameterException usage(String problem) {
        return new CommandLine.ParameterException(spec.commandLine(), problem);
    }
}
