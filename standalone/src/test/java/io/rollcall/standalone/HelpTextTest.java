package io.rollcall.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.UsageMessageSpec;

/** What {@code ./rollcall --help} prints without a JDK and without a build is what the commands say of themselves. */
class HelpTextTest {
    private static final Path PRINTED = Path.of("src", "main", "help");
    private static final Path MEANT = Path.of("target", "help");

    /** The lines below continue what it does. */
    private static final Pattern COMMAND = Pattern.compile("  [a-z].*");

    /** The commands that are the script's own. */
    private static final Set<String> OWN = Set.of("package", "test");

    @Test
    void theTextsOfTheStartScriptAreThoseOfTheCommands() throws Exception {
        Map<String, String> meant = meant();
        Files.createDirectories(MEANT);
        for (Map.Entry<String, String> text : meant.entrySet()) {
            Files.writeString(MEANT.resolve(text.getKey() + ".txt"), text.getValue());
        }
        assertThat(printed())
                .as("copy %s to %s where they differ", MEANT, PRINTED)
                .containsExactlyInAnyOrderEntriesOf(meant);
    }

    @Test
    void everyCommandOfTheOverviewHasAText() throws Exception {
        Set<String> listed = Files.readAllLines(PRINTED.resolve("rollcall.txt")).stream()
                .dropWhile(line -> !line.equals("Commands:"))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> COMMAND.matcher(line).matches())
                .map(line -> line.strip().split(" ", 2)[0])
                .collect(Collectors.toSet());
        assertThat(listed).containsAll(OWN).hasSizeGreaterThan(OWN.size());
        assertThat(listed).allMatch(command -> Files.exists(PRINTED.resolve(command + ".txt")));
    }

    @Test
    void noLineOfADescriptionIsBrokenByThePrinter() {
        CommandLine rollcall = Rollcall.commandLine();
        assertThat(Stream.concat(Stream.of(rollcall), rollcall.getSubcommands().values().stream()))
                .allSatisfy(command -> {
                    UsageMessageSpec text = command.getCommandSpec().usageMessage();
                    assertThat(text.description())
                            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(text.width()));
                });
    }

    private static Map<String, String> meant() {
        CommandLine rollcall = Rollcall.commandLine();
        Map<String, String> texts = new TreeMap<>(Map.of("rollcall", rollcall.getUsageMessage(Ansi.OFF)));
        rollcall.getSubcommands().forEach((name, command) -> texts.put(name, command.getUsageMessage(Ansi.OFF)));
        return texts;
    }

    private static Map<String, String> printed() throws Exception {
        Map<String, String> texts = new TreeMap<>();
        try (Stream<Path> files = Files.list(PRINTED)) {
            for (Path file : files.toList()) {
                texts.put(file.getFileName().toString().replace(".txt", ""), Files.readString(file));
            }
        }
        texts.keySet().removeAll(OWN);
        return texts;
    }
}
