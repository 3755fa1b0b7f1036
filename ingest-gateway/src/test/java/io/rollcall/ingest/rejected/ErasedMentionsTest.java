package io.rollcall.ingest.rejected;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.ProfileTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ErasedMentionsTest {
    private static final ProfileTexts TEXTS = ProfileTexts.of(Optional.of("a-key-of-a-test-0123456789"));
    private static final ErasedMentions ERASED = new ErasedMentions(
            ErasedProfiles.NONE.plus(
                    List.of(47L, Long.MAX_VALUE, TEXTS.parse("user-42").orElseThrow())),
            TEXTS);

    @ParameterizedTest
    @ValueSource(strings = {"47", "{\"profile_id\": \"47\"", "x47", "0047,", "1 2 47", "9223372036854775807"})
    void numberOfAnErasedProfileIsFoundWhereverItStands(String text) {
        assertThat(mentions(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "4 7", "470", "147", "000", "18446744073709551663", "9223372036854775808", "anna"})
    void otherNumbersAreNot(String text) {
        assertThat(mentions(text)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"profile_id\": \"user-42\"}", "{\"a\":\"b\",\"u\":\"user-42\"", "\"user-42\""})
    void textOfAnErasedProfileIsFoundWhereverItStands(String text) {
        assertThat(mentions(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"profile_id\": \"user-43\"}", "user-42", "\"user-42", "\"", "\"\""})
    void otherTextsAreNot(String text) {
        assertThat(mentions(text)).isFalse();
    }

    private static boolean mentions(String text) {
        return ERASED.areIn(text.getBytes(StandardCharsets.UTF_8));
    }
}
