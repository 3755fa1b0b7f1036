package io.rollcall.standalone.alarm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AlertRulesTest {
    private static final Path REPOSITORY = Path.of("..");
    private static final String RUNBOOK = "docs/guides/operate.md";
    private static final String TESTS = "rules_test.yml";
    private static final String TESTS_OF_NIGHTS = "rules_nights_test.yml";
    private static final long PROMTOOL_SECONDS = 300;

    @TempDir
    Path directory = Path.of("");

    /** What each test says is in these files of {@code deploy/prometheus}. */
    @ParameterizedTest
    @ValueSource(strings = {TESTS, TESTS_OF_NIGHTS})
    void everyAlertFiresStaysQuietAndResolvesWhenItShould(String tests) throws Exception {
        promtool("test", "rules", tests);
    }

    @Test
    void theExampleConfigurationIsValidAndKnowsTheRules() throws Exception {
        assertThat(promtool("check", "config", "prometheus.yml")).contains("1 rule files found");
    }

    @Test
    void everyAlertIsSeenToFireByAUnitTest() throws IOException {
        String tests = Files.readString(Alert.DIRECTORY.resolve(TESTS))
                + Files.readString(Alert.DIRECTORY.resolve(TESTS_OF_NIGHTS));
        assertThat(Alert.all())
                .isNotEmpty()
                .allSatisfy(alert -> assertThat(tests)
                        .contains("- {labels: 'ALERTS{alertname=\"" + alert.name() + "\",alertstate=\"firing\""));
    }

    @Test
    void everyAlertSaysHowBadItIsAndWhatToDo() throws IOException {
        assertThat(Alert.all()).allSatisfy(alert -> {
            assertThat(alert.labels().get("severity")).isIn("page", "ticket");
            assertThat(alert.annotations().get("summary")).isNotBlank();
            assertThat(alert.annotations().get("description")).isNotBlank();
        });
    }

    @Test
    void everyAlertHasASectionInTheRunbookAndEverySectionAnAlert() throws IOException {
        List<String> headings = headings();
        assertThat(Alert.all())
                .allSatisfy(alert -> assertThat(runbook(alert))
                        .startsWith(RUNBOOK + "#")
                        .satisfies(url -> assertThat(headings).contains(url.substring(RUNBOOK.length() + 1))));

        List<String> runbooks =
                Alert.all().stream().map(AlertRulesTest::runbook).toList();
        assertThat(headings.stream().filter(heading -> heading.startsWith("rollcall")))
                .allSatisfy(heading -> assertThat(runbooks).contains(RUNBOOK + "#" + heading));
    }

    private static String runbook(Alert alert) {
        return String.valueOf(alert.annotations().get("runbook_url"));
    }

    /** The anchors that a reader's browser knows. */
    private static List<String> headings() throws IOException {
        return Files.readString(REPOSITORY.resolve(RUNBOOK))
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> anchor(line.replaceFirst("#+ ", "")))
                .toList();
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9 _-]", "").replace(' ', '-');
    }

    /** Runs promtool beside the rules, expects it to be content, and returns what it said. */
    private String promtool(String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of(Installed.program("promtool").toString()));
        command.addAll(List.of(arguments));
        Path said = directory.resolve("promtool.txt");
        Process promtool = new ProcessBuilder(command)
                .directory(Alert.DIRECTORY.toFile())
                .redirectErrorStream(true)
                .redirectOutput(said.toFile())
                .start();
        try {
            assertThat(promtool.waitFor(PROMTOOL_SECONDS, TimeUnit.SECONDS))
                    .as("promtool came to an end")
                    .isTrue();
            assertThat(promtool.exitValue()).as(Files.readString(said)).isZero();
            return Files.readString(said);
        } finally {
            promtool.destroyForcibly();
        }
    }
}
