package io.rollcall.standalone.imports;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OwnIdsTest {
    /** So few that a file has more different lines than are remembered. */
    private static final int PLACES = 1 << 12;

    private static final int REMEMBERED = PLACES / 4 * 3;

    @Test
    void aFileThatHasGrownInItsMiddleHasTheIdsThatItHadWhereverLinesAreAlike() {
        List<String> before = new ArrayList<>();
        Random random = new Random(20_261_129);
        for (int line = 0; line < 20_000; line++) {
            before.add(event(random.nextInt(50)));
        }
        List<String> after = new ArrayList<>(before);
        for (int more = 0; more < 500; more++) {
            after.add(random.nextInt(after.size()), event(random.nextInt(60)));
        }
        List<String> known = sent(before, PLACES);
        List<String> grown = sent(after, PLACES);
        assertThat(known).doesNotHaveDuplicates();
        assertThat(grown).doesNotHaveDuplicates().hasSize(20_500).containsAll(known);
    }

    /** One event more, and the import would not know any more which lines are one event. */
    @Test
    void beyondWhatIsRememberedNoLineGetsAnIdThatAnotherRunWouldNotGiveIt() {
        List<String> lines = new ArrayList<>();
        for (int line = 0; line < REMEMBERED; line++) {
            lines.add(event(line));
            lines.add(event(line / 2));
        }
        lines.add(event(REMEMBERED));
        OwnIds ids = new OwnIds(new Occurrences(PLACES));
        List<String> all = sent(lines, 4L * PLACES);
        for (int line = 0; line < 2 * REMEMBERED; line++) {
            assertThat(identified(ids, lines.get(line))).contains(all.get(line));
        }
        assertThat(identified(ids, event(REMEMBERED)))
                .as("there is no room for another")
                .isEmpty();
        assertThat(identified(ids, event(REMEMBERED + 1))).isEmpty();
        assertThat(identified(ids, event(7)))
                .as("those that are known are still told apart")
                .isPresent()
                .get()
                .isNotIn(all);
    }

    private static List<String> sent(List<String> lines, long places) {
        OwnIds ids = new OwnIds(new Occurrences(places));
        return lines.stream().map(line -> identified(ids, line).orElseThrow()).toList();
    }

    private static Optional<String> identified(OwnIds ids, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return ids.identified(new Line(1, bytes, bytes.length), Glance.at(bytes))
                .map(sent -> new String(sent.text(), StandardCharsets.UTF_8));
    }

    private static String event(int minute) {
        return "{\"profile_id\":7,\"event_name\":\"play\",\"event_time\":" + (1_795_176_000_000L + 60_000L * minute)
                + ",\"region\":\"AR\"}";
    }
}
