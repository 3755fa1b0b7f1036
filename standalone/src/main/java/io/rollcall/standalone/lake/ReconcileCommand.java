package io.rollcall.standalone.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.standalone.client.JsonEndpoint;
import io.rollcall.standalone.client.JsonEndpoint.Reply;
import io.rollcall.standalone.client.TargetSystem;
import io.rollcall.standalone.lake.TaskProgress.Step;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command line of a reconciliation. */
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Asks the running system for an exact reconciliation now, and prints the report.",
            "",
            "With no date, every closed day touched since the last run."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the days are published",
            "1:the run was refused or failed, or a part of it did",
            "2:wrong usage"
        })
public final class ReconcileCommand implements Callable<Integer> {
    static final String RUNS = "v1/reconciliations";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    /** The share of the bar that the counting takes. */
    private static final double COUNTED = 0.3;

    /** One question spans no more days. */
    private static final int REPORT_DAYS = 400;

    @Option(names = "--dt", paramLabel = "D", description = "one day, such as 2026-11-22 (UTC)")
    private @Nullable LocalDate dt;

    @Option(names = "--from", paramLabel = "D", description = "the first of several days")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "D", description = "the last of them")
    private @Nullable LocalDate to;

    @Option(names = "--all-regions", description = "print the report by region too, not only of all together (*)")
    private boolean allRegions;

    @Mixin
    private TargetSystem system = new TargetSystem();

    @Option(
            names = "--read-token",
            paramLabel = "TOKEN",
            defaultValue = "${env:ROLLCALL_READ_TOKEN}",
            description =
                    "for the report, if the system asks for one (default: the environment variable ROLLCALL_READ_TOKEN)")
    private @Nullable String readToken;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Duration betweenLooks;

    /** Makes the command as it is on the command line. */
    public ReconcileCommand() {
        this(BETWEEN_LOOKS);
    }

    ReconcileCommand(Duration betweenLooks) {
        this.betweenLooks = betweenLooks;
    }

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode wanted = wanted();
        JsonEndpoint admin = system.asAdmin();
        PrintWriter out = spec.commandLine().getOut();
        try {
            JsonNode done = new Task(RUNS, RUNS + "/status", "reconcile", ReconcileCommand::step, betweenLooks)
                    .run(admin, wanted);
            printPublished(done, out);
            printReport(done, out);
            return isWhole(done) ? 0 : 1;
        } catch (TaskFailedException failed) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Not reconciled: " + failed.getMessage());
            err.flush();
            return 1;
        } finally {
            out.flush();
        }
    }

    /** Says what failed while the rest went on. */
    private boolean isWhole(JsonNode done) {
        PrintWriter err = spec.commandLine().getErr();
        done.path("failures")
                .forEach(failure -> err.println("Not reconciled: "
                        + failure.path("metric").asText("the day") + " of "
                        + failure.path("from").asText() + " to "
                        + failure.path("to").asText() + ": "
                        + failure.path("detail").asText()));
        err.flush();
        return done.path("failures").isEmpty();
    }

    private ObjectNode wanted() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        if (dt != null && (from != null || to != null)) {
            throw usage("say either --dt or --from and --to");
        }
        LocalDate first = dt == null ? from : dt;
        LocalDate last = dt == null ? to : dt;
        if ((first == null) != (last == null)) {
            throw usage("--from and --to belong together");
        }
        if (first != null && last != null) {
            if (first.isAfter(last)) {
                throw usage("--from is after --to; swap them");
            }
            body.put("from", first.toString()).put("to", last.toString());
        }
        return body;
    }

    private ParameterException usage(String problem) {
        return new ParameterException(spec.commandLine(), problem);
    }

    /** Counting the days takes the smaller part, and working out the metrics of them all the rest. */
    static Step step(JsonNode status) {
        long days = status.path("days").asLong(-1);
        return switch (status.path("state").asText()) {
            case "waiting_for_archive" ->
                new Step(0, "waits until the lake has what was received before the run was asked for");
            case "counting" ->
                Step.within(
                        0,
                        COUNTED,
                        status.path("days_done").asLong(0),
                        days,
                        "counts " + status.path("dt").asText() + ofDays(days));
            case "publishing" -> new Step(COUNTED, "publishes" + ofDays(days));
            case "working_out" ->
                Step.within(
                        COUNTED,
                        1,
                        status.path("metrics_done").asLong(0),
                        status.path("metrics").asLong(-1),
                        "works out " + status.path("metric").asText());
            case "done" -> new Step(1, "done");
            default -> new Step(0, status.path("state").asText());
        };
    }

    private static String ofDays(long days) {
        return days > 1 ? " of " + days + " days" : "";
    }

    private static void printPublished(JsonNode done, PrintWriter out) {
        JsonNode published = done.path("published");
        if (published.isEmpty()) {
            out.println("Nothing was due: no closed day has changed since the last run.");
        }
        published.forEach(day -> out.println(day.path("dt").asText() + " is "
                + day.path("status").asText() + ", everything received up to "
                + day.path("as_of").asText() + " is in it"));
        List<String> waiting = texts(done.path("waiting"));
        if (!waiting.isEmpty()) {
            out.println("Not over yet, or not archived yet: " + String.join(", ", waiting));
        }
    }

    private void printReport(JsonNode done, PrintWriter out) throws TaskFailedException, InterruptedException {
        List<LocalDate> days = StreamSupport.stream(done.path("published").spliterator(), false)
                .map(day -> LocalDate.parse(day.path("dt").asText()))
                .sorted()
                .collect(Collectors.toCollection(ArrayList::new));
        if (days.isEmpty()) {
            return;
        }
        LocalDate last = days.get(days.size() - 1);
        LocalDate earliest = last.minusDays(REPORT_DAYS - 1L);
        LocalDate first = days.get(0).isBefore(earliest) ? earliest : days.get(0);
        List<JsonNode> rows = report(first, last).stream()
                .filter(row -> days.contains(LocalDate.parse(row.path("dt").asText())))
                .toList();
        out.println();
        out.print(ReportTable.of(rows, allRegions ? ReportTable.Regions.EACH : ReportTable.Regions.TOTAL));
        if (first.isAfter(days.get(0))) {
            out.println("Earlier days: GET /" + RUNS + "?from=" + days.get(0) + "&to=" + first.minusDays(1));
        }
    }

    private List<JsonNode> report(LocalDate first, LocalDate last) throws TaskFailedException, InterruptedException {
        try {
            Reply reply = system.asReader(readToken).get(RUNS + "?from=" + first + "&to=" + last);
            if (!reply.isGood()) {
                throw new TaskFailedException(
                        "the days are published, but the report is not to be had: " + reply.problem());
            }
            return StreamSupport.stream(reply.body().path("rows").spliterator(), false)
                    .toList();
        } catch (IOException unreachable) {
            throw new TaskFailedException(
                    "the days are published, but the report is not to be had: " + unreachable.getMessage());
        }
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
