package io.rollcall.standalone.ask;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.standalone.client.JsonEndpoint.Text;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command line of a question in SQL. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Answers one question in SQL over the lake's views; it changes nothing.",
            "",
            "Views: app_event, enriched_app_events, profile_day, dau_by_region, dau_total,",
            "engagement_metrics, sessions, metric_value, reconciliation, published.",
            "DESCRIBE followed by a name tells a view's columns."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:answered", "1:refused, failed, or nobody answers", "2:wrong usage"})
public final class SqlCommand implements Callable<Integer> {
    private static final String PATH = "v1/sql";

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "TEXT",
            description = "the question; without it, and without -f, it is read from stdin")
    private @Nullable String text;

    @Option(names = "-f", paramLabel = "FILE", description = "reads the question from a file")
    private @Nullable Path file;

    @ArgGroup
    private Form form = new Form();

    @Mixin
    private AskedSystem system = new AskedSystem();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InputStream stdin;

    /** Makes the command as it is on the command line. */
    public SqlCommand() {
        this(System.in);
    }

    SqlCommand(InputStream stdin) {
        this.stdin = stdin;
    }

    /** How the answer is printed, when not as a table. */
    static final class Form {
        @Option(names = "--csv", description = "prints CSV instead of a table")
        private boolean csv;

        @Option(names = "--json", description = "prints JSON instead of a table")
        private boolean json;
    }

    @Override
    public Integer call() throws InterruptedException {
        String question = question();
        return system.ask(
                spec.commandLine(),
                asked -> asked.postText(PATH, question, form.csv ? AskedSystem.CSV : AskedSystem.JSON),
                this::print);
    }

    private String question() {
        if (text != null && file != null) {
            throw new ParameterException(spec.commandLine(), "say either TEXT or -f FILE");
        }
        try {
            if (file != null) {
                return Files.readString(file);
            }
            return text == null ? new String(stdin.readAllBytes(), StandardCharsets.UTF_8) : text;
        } catch (IOException unreadable) {
            throw new ParameterException(
                    spec.commandLine(), "cannot read " + (file == null ? "stdin" : file) + ": " + unreadable);
        }
    }

    private void print(Text reply, PrintWriter out, PrintWriter err) {
        if (form.csv) {
            out.print(reply.body());
            return;
        }
        if (form.json) {
            out.println(reply.body());
            return;
        }
        JsonNode answer = reply.read().body();
        List<String> names = new ArrayList<>();
        answer.path("columns").forEach(column -> names.add(column.path("name").asText()));
        List<List<JsonNode>> rows = new ArrayList<>();
        for (JsonNode row : answer.path("rows")) {
            List<JsonNode> cells = new ArrayList<>();
            row.forEach(cells::add);
            rows.add(cells);
        }
        out.print(TextTable.of(names, rows));
        if (answer.path("truncated").asBoolean()) {
            err.println("These are the first " + rows.size()
                    + " rows of more: ask for less, or raise rollcall.sql.rows and rollcall.sql.answer");
        }
    }
}
