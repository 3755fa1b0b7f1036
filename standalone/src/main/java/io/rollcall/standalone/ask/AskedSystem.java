package io.rollcall.standalone.ask;

import io.rollcall.standalone.client.JsonEndpoint;
import io.rollcall.standalone.client.JsonEndpoint.Text;
import io.rollcall.standalone.client.ServerUrl;
import java.io.IOException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that say whom to ask, and what is made of a reply. */
final class AskedSystem {
    static final String CSV = "text/csv";
    static final String JSON = "application/json";

    @Mixin
    private ServerUrl server = new ServerUrl();

    @Option(
            names = "--key",
            paramLabel = "KEY",
            defaultValue = "${env:ROLLCALL_READ_TOKEN}",
            description =
                    "a read token, if the system asks for one (default: the environment variable ROLLCALL_READ_TOKEN)")
    private @Nullable String key;

    /** A question to the system. */
    interface Question {
        Text put(JsonEndpoint system) throws IOException, InterruptedException;
    }

    /** Prints a good reply. */
    interface Printer {
        void print(Text reply, PrintWriter out, PrintWriter err);
    }

    /** Asks, prints the answer or why there is none, and returns the exit code. */
    int ask(CommandLine command, Question question, Printer printer) throws InterruptedException {
        PrintWriter err = command.getErr();
        PrintWriter out = command.getOut();
        try {
            Text reply = question.put(server.reachedBy(url -> JsonEndpoint.of(url, key)));
            if (reply.status() == JsonEndpoint.Reply.OK) {
                printer.print(reply, out, err);
                return 0;
            }
            err.println("Not answered: " + reply.read().problem() + place(reply) + advice(reply.status()));
        } catch (IOException unreachable) {
            err.println("Not answered: " + unreachable.getMessage()
                    + ". Start the system with ./rollcall up, or say with --url where it is");
        } finally {
            out.flush();
            err.flush();
        }
        return 1;
    }

    private static String place(Text reply) {
        int position = reply.read().body().path("position").asInt(0);
        return position == 0 ? "" : " (at character " + position + ")";
    }

    private static String advice(int status) {
        return switch (status) {
            case 401, 403 -> ". Give a read token with --key or ROLLCALL_READ_TOKEN";
            case 429, 503 -> ". Ask again in a moment";
            default -> "";
        };
    }
}
