package io.rollcall.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTextsTest {
    private static final String KEY = "a-key-of-a-test-0123456789";
    private static final ProfileTexts TEXTS = ProfileTexts.of(Optional.of(KEY));

    /** Worked out elsewhere: {@code printf %s TEXT | openssl dgst -sha256 -hmac KEY}, eight bytes, without the highest bit. */
    @ParameterizedTest
    @CsvSource({
        "user-42, 3848466467472882423",
        "6f1c0e0a-1111-4222-8333-444455556666, 4929469856187531262",
        "Zoë, 5092204335916372944",
        "42, 42",
        "0042, 42",
        "9223372036854775807, 9223372036854775807"
    })
    void aTextIsTheSameIdEverywhereAndANumberIsItself(String text, long id) {
        assertThat(TEXTS.parse(text)).contains(id);
        assertThat(profileOf(TEXTS, '"' + text + '"')).isEqualTo(id);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "-5",
                "9223372036854775808",
                "99999999999999999999999999999999",
                "12345678901234567890123456789012345678901234567890123456789012345",
                "a2345678901234567890123456789012345678901234567890123456789012345"
            })
    void whatIsNoIdIsNoneInAddressesAndInEvents(String text) {
        assertThat(TEXTS.parse(text)).isEmpty();
        assertThat(read(TEXTS, '"' + text + '"'))
                .isInstanceOfSatisfying(
                        EventReading.Refused.class,
                        refused -> assertThat(refused.rejection().reason()).isEqualTo(Reason.INVALID_FIELD));
    }

    @Test
    void withoutAKeyNoTextIsAnId() {
        ProfileTexts none = ProfileTexts.of(Optional.empty());
        assertThat(none.parse("user-42")).isEmpty();
        assertThat(none.parse("42")).contains(42L);
        assertThat(read(none, "\"user-42\"")).isInstanceOf(EventReading.Refused.class);
    }

    @Test
    void whoeverIsToldTheIdReadsTheRestOfTheEvent() {
        assertThat(read(ProfileTexts.READ_ELSEWHERE, "\"user-42\"")).isInstanceOf(EventReading.Read.class);
    }

    @Test
    void anotherKeyMakesOtherIdsAndAShortOneIsRefusedWithoutRepeatingIt() {
        assertThat(ProfileTexts.of(Optional.of(KEY + "!")).parse("user-42"))
                .isPresent()
                .isNotEqualTo(TEXTS.parse("user-42"));
        assertThatThrownBy(() -> ProfileTexts.of(Optional.of("hush")))
                .hasMessageContaining("rollcall.profiles.text-key")
                .hasMessageNotContaining("hush");
    }

    /** A million ids of 63 bits meet with a probability of 5e-8: one that is seen is a fault. */
    @Test
    void aHundredThousandTextsAreAsManyIds() {
        Set<Long> ids = new HashSet<>();
        for (int n = 0; n < 100_000; n++) {
            ids.add(TEXTS.parse("user-" + n).orElseThrow());
        }
        assertThat(ids).hasSize(100_000).allMatch(id -> id > 0);
    }

    private static long profileOf(ProfileTexts texts, String json) {
        return ((EventReading.Read) read(texts, json)).event().profileId();
    }

    private static EventReading read(ProfileTexts texts, String profileId) {
        byte[] event = ("{\"profile_id\": " + profileId
                        + ", \"event_name\": \"play\", \"event_time\": 1795305600000, \"region\": \"US\"}")
                .getBytes(StandardCharsets.UTF_8);
        return new EventReader(Limits.DEFAULT, texts).read(event, 0, event.length);
    }
}
