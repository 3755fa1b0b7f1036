package io.rollcall.standalone.lake;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.FakeGateway;
import io.rollcall.standalone.FakeGateway.Reply;
import io.rollcall.standalone.FakeGateway.Request;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** What the commands make of the answers of a lakehouse. */
class ReconcileCommandTest {
    private static final String STARTED = "{\"state\":\"waiting_for_archive\",\"since\":\"2026-11-22T10:00:00Z\"}";
    private static final String COUNTING = "{\"state\":\"counting\",\"days_done\":1,\"days\":2,\"dt\":\"2026-11-21\"}";
    private static final String DONE = "{\"state\":\"done\",\"published\":["
            + "{\"dt\":\"2026-11-20\",\"status\":\"final\",\"as_of\":\"2026-11-22T10:00:01Z\"},"
            + "{\"dt\":\"2026-11-21\",\"status\":\"provisional\",\"as_of\":\"2026-11-22T10:00:01Z\"}],"
            + "\"waiting\":[\"2026-11-22\"]}";
    private static final String REPORT = "{\"rows\":["
            + "{\"dt\":\"2026-11-20\",\"region\":\"*\",\"measure\":\"dau\",\"live\":12345,\"exact\":12344,\"difference\":1,"
            + "\"duplicates\":1,\"late\":0,\"sketch\":0,\"unexplained\":0,\"within_bound\":true},"
            + "{\"dt\":\"2026-11-21\",\"region\":\"*\",\"measure\":\"stickiness\",\"live\":null,\"exact\":0.25,\"difference\":null,"
            + "\"duplicates\":null,\"late\":null,\"sketch\":null,\"unexplained\":null,\"within_bound\":null},"
            + "{\"dt\":\"2026-11-21\",\"region\":\"US\",\"measure\":\"dau\",\"live\":7,\"exact\":7}]}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void aRunIsStartedFollowedAndReported() throws IOException {
        try (FakeGateway system = system(Reply.of(202, STARTED), Reply.of(200, COUNTING), Reply.of(200, DONE))) {
            assertThat(reconcile(system, "--key", "secret")).isZero();
            assertThat(system.requests().get(0).body()).isEqualTo("{}");
            assertThat(system.requests()).extracting(Request::authorization).containsOnly("Bearer secret");
            assertThat(system.requests())
                    .extracting(request -> request.method() + " " + request.path())
                    .containsExactly(
                            "POST /v1/reconciliations",
                            "GET /v1/reconciliations/status",
                            "GET /v1/reconciliations/status",
                            "GET /v1/reconciliations?from=2026-11-20&to=2026-11-21");
        }
        assertThat(out.toString().lines())
                .containsExactly(
                        "2026-11-20 is final, everything received up to 2026-11-22T10:00:01Z is in it",
                        "2026-11-21 is provisional, everything received up to 2026-11-22T10:00:01Z is in it",
                        "Not over yet, or not archived yet: 2026-11-22",
                        "",
                        "dt          region  measure    live   exact  difference  duplicates  late  sketch  unexplained  within_bound",
                        "2026-11-20  *       dau      12,345  12,344           1           1     0       0            0           yes",
                        "No live counts to hold against 1 exact ones of 2026-11-21 (stickiness).");
    }

    /** A year of history has nothing to be held against; hundreds of rows of dashes hide the rows that say something. */
    @Test
    void historyThatWasBackfilledIsOneLine() throws IOException {
        List<String> rows = new ArrayList<>();
        LocalDate first = LocalDate.parse("2026-01-01");
        for (int day = 0; day < 360; day++) {
            rows.add("{\"dt\":\"" + first.plusDays(day)
                    + "\",\"region\":\"*\",\"measure\":\"dau\",\"live\":null,\"exact\":5}");
        }
        assertThat(ReportTable.of(rowsOf(rows), ReportTable.Regions.TOTAL))
                .isEqualTo("No live counts to hold against 360 exact ones of 360 days, 2026-01-01 to 2026-12-26 (dau)."
                        + System.lineSeparator());
    }

    private static List<JsonNode> rowsOf(List<String> rows) throws IOException {
        List<JsonNode> read = new ArrayList<>();
        for (String row : rows) {
            read.add(new ObjectMapper().readTree(row));
        }
        return read;
    }

    @Test
    void regionsAreShownToThoseWhoAsk() throws IOException {
        try (FakeGateway system = system(Reply.of(202, DONE))) {
            assertThat(reconcile(system, "--all-regions")).isZero();
        }
        assertThat(out.toString()).contains("2026-11-21  US      dau");
    }

    @Test
    void theDaysAreThoseOfTheOptions() throws IOException {
        String nothing = "{\"state\":\"done\",\"published\":[],\"waiting\":[]}";
        try (FakeGateway system = system(Reply.of(202, nothing), Reply.of(202, nothing))) {
            assertThat(reconcile(system, "--dt", "1995-08-01")).isZero();
            assertThat(reconcile(system, "--from", "1995-08-01", "--to", "1995-08-03"))
                    .isZero();
            assertThat(system.requests())
                    .extracting(Request::body)
                    .containsExactly(
                            "{\"from\":\"1995-08-01\",\"to\":\"1995-08-01\"}",
                            "{\"from\":\"1995-08-01\",\"to\":\"1995-08-03\"}");
        }
        assertThat(out.toString()).contains("Nothing was due");
    }

    @Test
    void aRunThatFailsOrIsRefusedIsExitCodeOneWithItsReason() throws IOException {
        try (FakeGateway system = system(
                Reply.of(202, STARTED),
                Reply.of(200, "{\"state\":\"failed\",\"detail\":\"the disk is full\"}"),
                Reply.of(409, "{\"code\":\"reconciliation_running\",\"detail\":\"one is under way\"}"),
                Reply.of(502, "<html>"))) {
            assertThat(reconcile(system)).isEqualTo(1);
            assertThat(reconcile(system)).isEqualTo(1);
            assertThat(reconcile(system)).isEqualTo(1);
        }
        assertThat(err.toString().lines())
                .containsExactly(
                        "Not reconciled: the disk is full",
                        "Not reconciled: HTTP 409: one is under way",
                        "Not reconciled: HTTP 502: <html>");
    }

    @Test
    void aPartThatFailedIsNamedAndIsExitCodeOne() throws IOException {
        String partly = DONE.substring(0, DONE.length() - 1)
                + ",\"failures\":[{\"metric\":\"sessions\",\"from\":\"2026-11-20\",\"to\":\"2026-11-21\",\"detail\":\"no file\"},"
                + "{\"from\":\"2026-11-19\",\"to\":\"2026-11-19\",\"detail\":\"no room\"}]}";
        try (FakeGateway system = system(Reply.of(202, partly))) {
            assertThat(reconcile(system)).isEqualTo(1);
        }
        assertThat(out.toString()).contains("2026-11-20 is final");
        assertThat(err.toString().lines())
                .containsExactly(
                        "Not reconciled: sessions of 2026-11-20 to 2026-11-21: no file",
                        "Not reconciled: the day of 2026-11-19 to 2026-11-19: no room");
    }

    @Test
    void aSystemThatDoesNotAnswerForAWhileIsAskedAgain() throws IOException {
        try (FakeGateway system = system(
                Reply.of(202, STARTED),
                Reply.of(503, ""),
                Reply.of(503, "{\"detail\":\"starting\"}"),
                Reply.of(200, DONE))) {
            assertThat(reconcile(system)).isZero();
        }
    }

    @Test
    void nobodyThereIsExitCodeOne() throws IOException {
        FakeGateway gone = system();
        gone.close();
        assertThat(reconcile(gone)).isEqualTo(1);
        assertThat(err.toString()).contains("nobody answers at " + gone.url());
    }

    @Test
    void wrongUsageIsExitCodeTwo() throws IOException {
        try (FakeGateway system = system()) {
            assertThat(reconcile(system, "--dt", "2026-11-22", "--from", "2026-11-22"))
                    .isEqualTo(2);
            assertThat(reconcile(system, "--from", "2026-11-22")).isEqualTo(2);
            assertThat(reconcile(system, "--from", "2026-11-22", "--to", "2026-11-21"))
                    .isEqualTo(2);
            assertThat(reconcile(system, "--dt", "yesterday")).isEqualTo(2);
            assertThat(execute(new RebuildLiveCommand(Duration.ZERO), system)).isEqualTo(2);
            assertThat(system.requests()).isEmpty();
        }
    }

    @Test
    void aRebuildIsStartedFollowedAndReported() throws IOException {
        try (FakeGateway system = system(
                Reply.of(202, "{\"state\":\"running\",\"dt\":\"2026-11-20\",\"shards_done\":3,\"shards\":128}"),
                Reply.of(
                        200,
                        "{\"state\":\"done\",\"shards_done\":128,\"shards\":128,\"days\":[\"2026-11-20\",\"2026-11-19\"]}"))) {
            assertThat(execute(new RebuildLiveCommand(Duration.ZERO), system, "--dt", "2026-11-20"))
                    .isZero();
            assertThat(system.requests())
                    .extracting(request -> request.method() + " " + request.path() + " " + request.body())
                    .containsExactly("POST /v1/live/rebuilds {\"dt\":\"2026-11-20\"}", "GET /v1/live/rebuilds/status ");
        }
        assertThat(out.toString()).contains("Restored: 2026-11-20, 2026-11-19 (128/128 shards)");
    }

    @Test
    void aRebuildThatFailsSaysWhy() throws IOException {
        try (FakeGateway system = system(Reply.of(202, "{\"state\":\"failed\",\"detail\":\"Redis is away\"}"))) {
            assertThat(execute(new RebuildLiveCommand(Duration.ZERO), system, "--dt", "2026-11-20"))
                    .isEqualTo(1);
        }
        assertThat(err.toString()).contains("Not rebuilt: Redis is away");
    }

    /** Says that one after the other, and the report to whoever asks for it. */
    private static FakeGateway system(Reply... replies) throws IOException {
        Deque<Reply> next = new ArrayDeque<>(Arrays.asList(replies));
        return new FakeGateway(
                request -> request.path().contains("?from=") ? Reply.of(200, REPORT) : next.removeFirst());
    }

    private int reconcile(FakeGateway system, String... more) {
        return execute(new ReconcileCommand(Duration.ZERO), system, more);
    }

    private int execute(Object command, FakeGateway system, String... more) {
        List<String> arguments = new ArrayList<>(List.of("--url", system.url()));
        arguments.addAll(List.of(more));
        return new CommandLine(command)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
    }
}
