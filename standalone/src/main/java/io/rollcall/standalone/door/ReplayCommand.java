package io.rollcall.standalone.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.rollcall.standalone.client.TargetSystem;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of a replay of what was rejected. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Brings rejected events that are right by now through the front door again.",
            "",
            "With no date, those of the last seven days. Each keeps the id of its first",
            "request, and what is in is passed over: a second replay changes nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all that was kept was judged again",
            "1:the replay was refused or ended early",
            "2:wrong usage"
        })
public final class ReplayCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FAILED = 1;

    /** What the account says, in the words for people, in the order in which they are printed. */
    private static final Map<String, String> FATES = fates();

    @Option(
            names = "--reason",
            paramLabel = "R",
            required = true,
            description = "for which they were rejected, such as unknown_event_name")
    private String reason = "";

    @Option(names = "--from", paramLabel = "D", description = "the first day of receipt, such as 2026-11-22 (UTC)")
    private @Nullable LocalDate from;

    @Option(names = "--to", paramLabel = "D", description = "the last one")
    private @Nullable LocalDate to;

    @Option(names = "--dry-run", description = "say what would be accepted, and accept nothing")
    private boolean dryRun;

    @Mixin
    private TargetSystem system = new TargetSystem();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        try (Stream<String> lines =
                system.asAdmin().postLines("v1/rejected/replays?" + question(), "application/x-ndjson")) {
            JsonNode last = MissingNode.getInstance();
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                last = JSON.readTree(all.next());
                if (!last.path("done").asBoolean()) {
                    say("Judged so far: " + judged(last));
                }
            }
            return ended(last);
        } catch (JsonProcessingException notOurs) {
            return failed("what answers there is no gateway");
        } catch (IOException refused) {
            return failed(String.valueOf(refused.getMessage()));
        } catch (UncheckedIOException broken) {
            return failed("the connection broke; the same replay again does the rest");
        }
    }

    private String question() {
        Map<String, Object> asked = new LinkedHashMap<>();
        asked.put("reason", reason);
        if (from != null) {
            asked.put("from", from);
        }
        if (to != null) {
            asked.put("to", to);
        }
        asked.put("dry_run", dryRun);
        return asked.entrySet().stream()
                .map(one ->
                        one.getKey() + '=' + URLEncoder.encode(one.getValue().toString(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private int ended(JsonNode last) {
        if (!last.path("done").asBoolean()) {
            return failed("the connection ended early; the same replay again does the rest");
        }
        if (last.has("code")) {
            return failed(last.path("detail").asText());
        }
        PrintWriter out = spec.commandLine().getOut();
        FATES.forEach((fate, words) -> {
            if (last.path(fate).asLong() > 0 || fate.equals("accepted")) {
                out.printf(
                        "%,d %s%n",
                        last.path(fate).asLong(), dryRun && fate.equals("accepted") ? "would be accepted" : words);
            }
        });
        last.path("reasons")
                .properties()
                .forEach(why -> out.printf(
                        "  %,d %s: %s%n",
                        why.getValue().path("events").asLong(),
                        why.getKey(),
                        why.getValue().path("detail").asText()));
        out.flush();
        return last.path("complete").asBoolean()
                ? 0
                : failed("not all that was kept was read in time; the same replay again goes on");
    }

    private int failed(String why) {
        say("Not replayed: " + why);
        return FAILED;
    }

    private void say(String text) {
        PrintWriter err = spec.commandLine().getErr();
        err.println(text);
        err.flush();
    }

    private static String judged(JsonNode account) {
        return String.format(
                "%,d",
                FATES.keySet().stream()
                        .mapToLong(fate -> account.path(fate).asLong())
                        .sum());
    }

    private static Map<String, String> fates() {
        Map<String, String> words = new LinkedHashMap<>();
        words.put("accepted", "accepted");
        words.put("already_accepted", "accepted by an earlier replay");
        words.put("still_rejected", "rejected still:");
        words.put("not_whole", "of which only the beginning was kept");
        words.put("without_id", "without an id, refused by an older version");
        words.put("erased", "of erased profiles");
        return words;
    }
}
