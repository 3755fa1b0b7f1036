package io.rollcall.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Decisions are found in one list and have one form. */
class DecisionsTest {
    private static final String DIRECTORY = "decisions";
    private static final String INDEX = "README.md";
    private static final Pattern FILE = Pattern.compile("(\\d{4})-[a-z0-9-]+\\.md");
    private static final Pattern TITLE = Pattern.compile("# (\\d+)\\. (.+)");
    private static final List<String> PARTS = List.of("**Context.**", "**Decision.**", "**Price.**");

    @Test
    void everyDecisionIsListedByItsTitle() throws Exception {
        List<String> listed = Page.named(DIRECTORY + "/" + INDEX).lines().stream()
                .filter(line -> line.startsWith("| ["))
                .toList();
        assertThat(listed)
                .containsExactlyElementsOf(
                        decisions().stream().map(DecisionsTest::entry).toList());
    }

    @Test
    void everyDecisionSaysContextDecisionAndPriceInThisOrder() throws Exception {
        assertThat(decisions()).hasSizeGreaterThan(10).allSatisfy(decision -> {
            assertThat(FILE.matcher(decision.name()).matches()).isTrue();
            assertThat(decision.lines().stream()
                            .flatMap(line -> PARTS.stream().filter(line::startsWith))
                            .toList())
                    .as(decision.toString())
                    .isEqualTo(PARTS);
            assertThat(decision.lines()).noneMatch(line -> line.startsWith("##"));
        });
    }

    private static List<Page> decisions() throws Exception {
        return Page.in(DIRECTORY).stream()
                .filter(page -> !page.name().equals(INDEX))
                .toList();
    }

    /** As it has to stand in the list. */
    private static String entry(Page decision) {
        Matcher title = TITLE.matcher(decision.lines().get(0));
        assertThat(title.matches())
                .as("%s: %s", decision, decision.lines().get(0))
                .isTrue();
        String number = title.group(1);
        assertThat(decision.name()).startsWith("%04d-".formatted(Integer.parseInt(number)));
        return "| [%s](%s) | %s |".formatted(number, decision.name(), title.group(2));
    }
}
