package io.rollcall.standalone.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;
import org.apache.kafka.tools.TopicCommand;
import org.jspecify.annotations.Nullable;

/** Kafka's own commands, with the lines of deploy/kafka as their arguments. */
final class KafkaCommands {
    private static final Path DIRECTORY = Path.of("..", "deploy", "kafka");

    private final String bootstrapServers;

    KafkaCommands(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** Ends a command, as its exit would end a process. */
    private static final class ExitException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** Makes the topics, with the one copy that a single broker can keep. */
    void makeTopics() throws IOException {
        for (String line : lines("topics")) {
            run(
                    TopicCommand::main,
                    line.replaceFirst("--replication-factor 3", "--replication-factor 1")
                            .replaceFirst("min.insync.replicas=2", "min.insync.replicas=1"));
        }
    }

    void giveRights() throws IOException {
        for (String line : lines("acls")) {
            run(AclCommand::main, line);
        }
    }

    /** The lines of a file that are no comments. */
    static List<String> lines(String file) throws IOException {
        return Files.readAllLines(DIRECTORY.resolve(file)).stream()
                .filter(line -> !line.startsWith("#") && !line.isBlank())
                .toList();
    }

    private void run(Consumer<String[]> command, String line) {
        List<String> arguments = new ArrayList<>(List.of("--bootstrap-server", bootstrapServers));
        arguments.addAll(List.of(line.split(" ")));
        // A command may catch what its own exit throws here, and exit a second time.
        AtomicReference<@Nullable Integer> first = new AtomicReference<>();
        Exit.setExitProcedure((code, message) -> {
            first.compareAndSet(null, code);
            throw new ExitException();
        });
        try {
            command.accept(arguments.toArray(String[]::new));
        } catch (ExitException exited) {
            // The first code says how it went.
        } finally {
            Exit.resetExitProcedure();
        }
        Integer code = first.get();
        if (code != null && code != 0) {
            throw new IllegalStateException("refused: " + line);
        }
    }
}
