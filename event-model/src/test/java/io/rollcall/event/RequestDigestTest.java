package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RequestDigestTest {
    @Test
    void sameEventsHaveTheSameIds() {
        assertThat(ids("a", "b")).isEqualTo(ids("a", "b"));
    }

    @Test
    void idsFitTheirField() {
        assertThat(ids("a").at(999)).hasSizeLessThanOrEqualTo(Limits.TEXT_CHARS).matches("[0-9a-f]{32}-999");
    }

    @Test
    void equalEventsOfOneRequestStayApart() {
        RequestDigest.EventIds ids = ids("a", "a", "a");
        assertThat(IntStream.range(0, 3).mapToObj(ids::at)).doesNotHaveDuplicates();
    }

    @Test
    void orderBoundariesAndNumberAllCount() {
        assertThat(List.of(ids("a", "b"), ids("b", "a"), ids("ab"), ids("ab", ""), ids("", "ab"), ids("a"), ids()))
                .doesNotHaveDuplicates();
    }

    @Test
    void whereTheEventLiesInTheBodyDoesNotMatter() {
        RequestDigest shifted = new RequestDigest();
        shifted.add("xxab".getBytes(StandardCharsets.UTF_8), 2, 1);
        shifted.add("xxab".getBytes(StandardCharsets.UTF_8), 3, 1);
        assertThat(shifted.ids()).isEqualTo(ids("a", "b"));
    }

    private static RequestDigest.EventIds ids(String... events) {
        RequestDigest digest = new RequestDigest();
        for (String event : events) {
            byte[] bytes = event.getBytes(StandardCharsets.UTF_8);
            digest.add(bytes, 0, bytes.length);
        }
        return digest.ids();
    }
}
