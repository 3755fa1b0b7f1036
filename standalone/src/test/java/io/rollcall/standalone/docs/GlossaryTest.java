package io.rollcall.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A thing has one name: the glossary says which, and these tests that it is the one in use. */
class GlossaryTest {
    private static final String PAGE = "architecture.md";
    private static final String HEADING = "## Words";

    /** A line of the glossary: the word, what it means, and what the thing is not called. */
    private record Entry(String word, String meaning, List<String> not) {
        static Entry of(String line) {
            String[] cells = line.split("\\|", -1);
            assertThat(cells).as(line).hasSize(5);
            String word = cells[1].strip();
            assertThat(word).startsWith("**").endsWith("**");
            return new Entry(
                    word.replace("**", ""),
                    cells[2].strip(),
                    Stream.of(cells[3].split(","))
                            .map(String::strip)
                            .filter(not -> !not.isEmpty())
                            .toList());
        }
    }

    @Test
    void thereAreSome25WordsInTheOrderOfTheAlphabetEachOnce() throws Exception {
        List<String> words = glossary().stream().map(Entry::word).toList();
        assertThat(words).hasSizeBetween(20, 35).doesNotHaveDuplicates();
        assertThat(words).isSortedAccordingTo(String.CASE_INSENSITIVE_ORDER);
    }

    @Test
    void everyWordIsInUse() throws Exception {
        String elsewhere = Page.all().stream()
                .map(page -> page.without(HEADING).text())
                .collect(Collectors.joining("\n"))
                .toLowerCase(Locale.ROOT);
        assertThat(glossary())
                .extracting(Entry::word)
                .allMatch(word -> elsewhere.contains(word.toLowerCase(Locale.ROOT)));
    }

    @Test
    void whatAThingIsNotCalledIsNowhere() throws Exception {
        List<String> wrong =
                glossary().stream().flatMap(entry -> entry.not().stream()).toList();
        assertThat(wrong).isNotEmpty();
        assertThat(Page.all()).allSatisfy(page -> {
            String text = page.without(HEADING).text().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            assertThat(wrong).as(page.toString()).noneMatch(word -> text.contains(word.toLowerCase(Locale.ROOT)));
        });
    }

    private static List<Entry> glossary() throws Exception {
        return Page.named(PAGE).section(HEADING).stream()
                .filter(line -> line.startsWith("| **"))
                .map(Entry::of)
                .toList();
    }
}
