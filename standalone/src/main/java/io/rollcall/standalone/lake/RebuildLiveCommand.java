package io.rollcall.standalone.lake;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.standalone.client.JsonEndpoint;
import io.rollcall.standalone.client.TargetSystem;
import io.rollcall.standalone.lake.TaskProgress.Step;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a rebuild. */
@Command(
        name = "rebuild-live",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Restores a day's live counters and sketches from the lake.",
            "",
            "For when Redis lost them and Kafka no longer has the day."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:restored", "1:the rebuild was refused or failed", "2:wrong usage"})
public final class RebuildLiveCommand implements Callable<Integer> {
    private static final String REBUILDS = "v1/live/rebuilds";
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    @Option(names = "--dt", paramLabel = "D", required = true, description = "the day, such as 2026-11-22 (UTC)")
    private @Nullable LocalDate dt;

    @Mixin
    private TargetSystem system = new TargetSystem();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Duration betweenLooks;

    /** Makes the command as it is on the command line. */
    public RebuildLiveCommand() {
        this(BETWEEN_LOOKS);
    }

    RebuildLiveCommand(Duration betweenLooks) {
        this.betweenLooks = betweenLooks;
    }

    @Override
    public Integer call() throws InterruptedException {
        ObjectNode wanted = JsonNodeFactory.instance.objectNode().put("dt", String.valueOf(dt));
        JsonEndpoint admin = system.asAdmin();
        PrintWriter out = spec.commandLine().getOut();
        try {
            JsonNode done = new Task(
                            REBUILDS, REBUILDS + "/status", "rebuild-live", RebuildLiveCommand::step, betweenLooks)
                    .run(admin, wanted);
            print(done, out);
            return 0;
        } catch (TaskFailedException failed) {
            PrintWriter err = spec.commandLine().getErr();
            err.println("Not rebuilt: " + failed.getMessage());
            err.flush();
            return 1;
        } finally {
            out.flush();
        }
    }

    private static Step step(JsonNode status) {
        return Step.within(
                0,
                1,
                status.path("shards_done").asLong(0),
                status.path("shards").asLong(-1),
                "shards of " + status.path("dt").asText());
    }

    private static void print(JsonNode done, PrintWriter out) {
        List<String> days = StreamSupport.stream(done.path("days").spliterator(), false)
                .map(JsonNode::asText)
                .toList();
        out.println(
                days.isEmpty()
                        ? "Nothing was restored: the lake has no such day."
                        : "Restored: " + String.join(", ", days) + " ("
                                + done.path("shards_done").asText() + "/"
                                + done.path("shards").asText() + " shards)");
        if (done.hasNonNull("detail")) {
            out.println(done.path("detail").asText());
        }
    }
}
