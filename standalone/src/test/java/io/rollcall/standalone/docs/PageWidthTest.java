package io.rollcall.standalone.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A diff of a page shows the sentence that changed, and not a paragraph: lines end at 120 columns. */
class PageWidthTest {
    private static final int COLUMNS = 120;
    private static final String CODE = "    ";

    @Test
    void linesEndAt120ColumnsButForTablesAndCode() throws Exception {
        List<String> tooWide = Page.all().stream()
                .flatMap(page -> page.prose().stream()
                        .filter(PageWidthTest::couldBeNarrower)
                        .map(line -> page + ": " + line))
                .toList();
        assertThat(tooWide).isEmpty();
    }

    /** A single word, such as a link, cannot. */
    private static boolean couldBeNarrower(String line) {
        return line.codePointCount(0, line.length()) > COLUMNS
                && !line.startsWith("|")
                && !line.startsWith(CODE)
                && line.strip().contains(" ");
    }
}
