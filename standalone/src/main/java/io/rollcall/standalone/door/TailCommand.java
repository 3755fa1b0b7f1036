package io.rollcall.standalone.door;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.standalone.client.JsonEndpoint;
import io.rollcall.standalone.client.ServerUrl;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command line of the events as they come in. */
@Command(
        name = "tail",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the events as they come in, and what was made of them.",
            "",
            "Begins with the last ones, and goes on until Ctrl-C. Ids and texts are masked:",
            "letters are 'a', digits '9'. Of a gateway that takes more than can be shown,",
            "some are left out."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"1:the system refused, or the connection ended", "2:wrong usage"})
public final class TailCommand implements Callable<Integer> {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DATA = "data: ";
    private static final int ENDED = 1;

    @Option(names = "--outcome", paramLabel = "O", description = "only these: ${COMPLETION-CANDIDATES}")
    private @Nullable Outcome outcome;

    @Mixin
    private ServerUrl server = new ServerUrl();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:ROLLCALL_READ_TOKEN}",
            description = "a read token or an admin key, if the system asks for one (default: the environment variable"
                    + " ROLLCALL_READ_TOKEN)")
    private @Nullable String key;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** What may have become of an event, as it is written. */
    @SuppressWarnings("java:S115")
    private enum Outcome {
        accepted,
        rejected
    }

    @Override
    public Integer call() throws InterruptedException {
        JsonEndpoint gateway = server.reachedBy(url -> JsonEndpoint.of(url, key));
        String path = "v1/events/recent" + (outcome == null ? "" : "?outcome=" + outcome.name());
        PrintWriter out = spec.commandLine().getOut();
        try (Stream<String> lines = gateway.getLines(path, "text/event-stream")) {
            for (Iterator<String> all = lines.iterator(); all.hasNext(); ) {
                String line = all.next();
                if (line.startsWith(DATA)) {
                    out.println(shown(line.substring(DATA.length())));
                    out.flush();
                }
            }
            return ended("the system ended the connection");
        } catch (IOException refused) {
            return ended(String.valueOf(refused.getMessage()));
        } catch (UncheckedIOException broken) {
            return ended("the connection broke: " + broken.getMessage());
        }
    }

    private int ended(String why) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("No more events: " + why);
        err.flush();
        return ENDED;
    }

    private static String shown(String data) throws JsonProcessingException {
        JsonNode event = JSON.readTree(data);
        String what = event.path("received_at").asText() + " "
                + event.path("outcome").asText() + " " + event.path("key").asText() + " " + event.path("event");
        return event.path("reason").isTextual()
                ? what + " " + event.path("reason").asText() + ": "
                        + event.path("detail").asText()
                : what;
    }
}
