package io.rollcall.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TombstoneCodecTest {
    private static final Tombstone TOMBSTONE = new Tombstone(Long.MAX_VALUE, Instant.parse("2026-11-22T10:15:02Z"));

    @Test
    void aTombstoneIsReadAsItWasWritten() {
        assertThat(new String(TombstoneCodec.key(Long.MAX_VALUE), UTF_8)).isEqualTo("9223372036854775807");
        assertThat(new String(TombstoneCodec.value(TOMBSTONE), UTF_8))
                .isEqualTo("{\"requested_at\":\"2026-11-22T10:15:02Z\"}");
        assertThat(TombstoneCodec.decode(TombstoneCodec.key(Long.MAX_VALUE), TombstoneCodec.value(TOMBSTONE)))
                .isEqualTo(TOMBSTONE);
        assertThat(TombstoneCodec.profileId(TombstoneCodec.key(42))).isEqualTo(42);
    }

    @Test
    void fieldsOfLaterVersionsArePassedOver() {
        byte[] later = "{\"by\":{\"a\":[1]},\"requested_at\":\"2026-11-22T10:15:02Z\"}".getBytes(UTF_8);
        assertThat(TombstoneCodec.decode(TombstoneCodec.key(Long.MAX_VALUE), later))
                .isEqualTo(TOMBSTONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "abc", "9223372036854775808"})
    void whatIsNoProfileIsRefused(String key) {
        assertThatThrownBy(() -> TombstoneCodec.profileId(key.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{}", "{\"requested_at\":\"today\"}", "{\"requested_at\""})
    void whatIsNoTombstoneIsRefused(String value) {
        assertThatThrownBy(() -> TombstoneCodec.decode(TombstoneCodec.key(1), value.getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void erasedProfilesAreKnownOnceEach() {
        ErasedProfiles erased = ErasedProfiles.NONE.plus(List.of(7L, 3L, 7L)).plus(List.of(3L, 5L));
        assertThat(erased.size()).isEqualTo(3);
        assertThat(erased.contains(5)).isTrue();
        assertThat(erased.contains(4)).isFalse();
        assertThat(ErasedProfiles.NONE.contains(3)).isFalse();
    }
}
