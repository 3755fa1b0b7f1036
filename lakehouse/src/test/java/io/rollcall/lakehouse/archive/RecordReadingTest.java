package io.rollcall.lakehouse.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.AppEvent;
import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.Stamp;
import io.rollcall.event.StampCodec;
import io.rollcall.event.TimeQuality;
import io.rollcall.event.Topics;
import io.rollcall.lake.bronze.BronzeRow;
import io.rollcall.lake.bronze.BronzeRow.LogPlace;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RecordReadingTest {
    private static final Stamp STAMP = new Stamp(
            TimeQuality.CORRECTED,
            LocalDate.parse("2026-11-20"),
            1_795_176_000_000L,
            OptionalLong.of(1_795_176_100_000L),
            42,
            "US",
            "play",
            true,
            60,
            "e1");

    private final RecordReading.Reader reader = new RecordReading.Reader();

    @Test
    void aRowHasThePlaceTheStampTheEventAndItsBytes() {
        String body = "{\"profile_id\":42,\"event_name\":\"play\",\"event_time\":1795176000000,\"region\":\"US\","
                + "\"properties\": {\"a\": [1, {\"b\": \"}\"}], \"ä\": 2 } ,\"title_id\":7}";
        BronzeRow row = row(record(StampCodec.encode(STAMP), body));

        assertThat(row.place()).isEqualTo(new LogPlace("topic", 3, 99));
        assertThat(row.receivedAtMillis()).isEqualTo(1_795_176_200_000L);
        assertThat(row.stamp()).isEqualTo(STAMP);
        assertThat(Optional.ofNullable(row.event()).map(AppEvent::titleId)).contains(7L);
        assertThat(row.properties()).isEqualTo("{\"a\": [1, {\"b\": \"}\"}], \"ä\": 2 }");
        assertThat(row.raw()).isEqualTo(ByteBuffer.wrap(body.getBytes(StandardCharsets.UTF_8)));
    }

    /** An engine may refuse a whole document for it. */
    @Test
    void halfASurrogatePairLosesOnlyItself() {
        assertThat(properties("{\"error_code\":\"E1\",\"title\":\"cut \\ud83d\"}"))
                .isEqualTo("{\"error_code\":\"E1\",\"title\":\"cut \uFFFD\"}");
        assertThat(properties("{\"title\":\"\\uDE00\\ud83d\\ud83d\\ude00\\n\"}"))
                .isEqualTo("{\"title\":\"\uFFFD\uFFFD\\ud83d\\ude00\\n\"}");
    }

    @Test
    void whatOnlyLooksLikeHalfASurrogatePairStaysAsItCame() {
        for (String whole : List.of(
                "{\"title\":\"whole \\ud83d\\ude00\"}",
                "{\"title\":\"\\\\ud83d $1 \\u00e9\"}",
                "{\"title\":\"\\\\\\\\ud83d\"}")) {
            assertThat(properties(whole)).isEqualTo(whole);
        }
    }

    @Test
    void halfASurrogatePairInBytesLosesOnlyItself() {
        byte[] body =
                "{\"profile_id\":42,\"event_name\":\"play\",\"event_time\":1795176000000,\"region\":\"US\",\"properties\":{\"a\":\"@@@\",\"b\":1}}"
                        .getBytes(StandardCharsets.ISO_8859_1);
        int at = new String(body, StandardCharsets.ISO_8859_1).indexOf("@@@");
        body[at] = (byte) 0xED;
        body[at + 1] = (byte) 0xA0;
        body[at + 2] = (byte) 0xBD;
        assertThat(row(record(StampCodec.encode(STAMP), body)).properties()).isEqualTo("{\"a\":\"\uFFFD\",\"b\":1}");
    }

    private String properties(String json) {
        String body =
                "{\"profile_id\":42,\"event_name\":\"play\",\"event_time\":1795176000000,\"region\":\"US\",\"properties\":"
                        + json + "}";
        return String.valueOf(row(record(StampCodec.encode(STAMP), body)).properties());
    }

    @Test
    void aBodyThatCannotBeReadIsStillARow() {
        BronzeRow row = row(record(StampCodec.encode(STAMP), "{"));
        assertThat(row.event()).isNull();
        assertThat(row.properties()).isNull();
    }

    @Test
    void aRecordWithoutAStampIsUnreadable() {
        assertThat(reader.read("topic", record(null, "{}"), ErasedProfiles.NONE))
                .isEqualTo(new RecordReading.Unreadable("has no header rollcall-stamp"));
    }

    @Test
    void aRecordWithAStampOfAnotherVersionIsUnreadable() {
        assertThat(reader.read("topic", record("9 what".getBytes(StandardCharsets.UTF_8), "{}"), ErasedProfiles.NONE))
                .isInstanceOf(RecordReading.Unreadable.class);
    }

    @Test
    void aRecordOfAnErasedProfileIsLeftOut() {
        ErasedProfiles erased = ErasedProfiles.NONE.plus(List.of(42L));
        assertThat(reader.read("topic", record(StampCodec.encode(STAMP), "{}"), erased))
                .isEqualTo(new RecordReading.Erased());
    }

    private BronzeRow row(ConsumerRecord<byte[], byte[]> record) {
        return ((RecordReading.Row) reader.read("topic", record, ErasedProfiles.NONE)).row();
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] stamp, String body) {
        return record(stamp, body.getBytes(StandardCharsets.UTF_8));
    }

    private static ConsumerRecord<byte[], byte[]> record(byte @Nullable [] stamp, byte[] value) {
        RecordHeaders headers = new RecordHeaders();
        if (stamp != null) {
            headers.add(Topics.STAMP_HEADER, stamp);
        }
        return new ConsumerRecord<>(
                Topics.APP_EVENTS,
                3,
                99,
                1_795_176_200_000L,
                TimestampType.CREATE_TIME,
                0,
                value.length,
                null,
                value,
                headers,
                Optional.empty());
    }
}
