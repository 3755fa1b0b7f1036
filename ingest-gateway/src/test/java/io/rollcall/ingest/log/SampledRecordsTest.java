package io.rollcall.ingest.log;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.EventCatalogue;
import io.rollcall.event.Limits;
import io.rollcall.event.Sampling;
import io.rollcall.event.Sampling.Unit;
import io.rollcall.ingest.intake.Body;
import io.rollcall.ingest.intake.Circumstances;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery;
import io.rollcall.ingest.intake.Intake;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.Splitting;
import io.rollcall.log.AppEventRecords;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of events of which only a share is kept, from the request to the log. */
class SampledRecordsTest {
    private static final long RECEIVED = Instant.parse("2026-11-22T12:00:00Z").toEpochMilli();
    private static final int PROFILES = 300;
    private static final Sampling TENTH = new Sampling(0.1, Unit.PROFILE);

    private final Intake intake;

    SampledRecordsTest(@TempDir Path directory) throws IOException {
        intake = new Intake(
                EventCatalogue.withAdditions(Files.writeString(directory.resolve("catalogue.yaml"), """
                        events:
                          player_stats: {active: false, sample: {rate: 0.1, by: profile}}
                          push_received: {active: false}
                        """)),
                Limits.DEFAULT);
    }

    @Test
    void aShareIsKeptWithItsRateAndTheRestIsAnsweredAsAccepted() {
        Judgement some = judged(event("player_stats", ""));
        assertThat(some.taken()).isEqualTo(PROFILES);
        assertThat(some.rejected()).isEmpty();
        assertThat(some.sampledOut()).hasSize(PROFILES - some.accepted().size()).containsOnly("player_stats");
        assertThat(some.accepted())
                .extracting(event -> event.stamp().profileId())
                .containsExactlyElementsOf(kept());
        assertThat(records(some))
                .hasSize(kept().size())
                .allSatisfy(
                        record -> assertThat(AppEventRecords.sampling(record)).contains(TENTH));
    }

    @Test
    void whatIsSentAgainMeetsTheSameFate() {
        Judgement again = judged(event("player_stats", ""));
        assertThat(again.accepted())
                .extracting(event -> event.stamp().profileId())
                .containsExactlyElementsOf(kept());
    }

    /** It has drawn already: drawn again, a hundredth would be left and be taken for a tenth. */
    @Test
    void aClientThatKeepsAShareItselfIsNotDrawnAgain() {
        Judgement drawn = judged(event("player_stats", ", \"sample_rate\": 0.1"));
        assertThat(drawn.accepted()).hasSize(PROFILES);
        assertThat(records(drawn)).extracting(AppEventRecords::sampling).containsOnly(Optional.empty());
    }

    @Test
    void typesThatAreNotSampledAreKeptAll() {
        Judgement all = judged(event("push_received", ""));
        assertThat(all.accepted()).hasSize(PROFILES);
        assertThat(all.sampledOut()).isEmpty();
        assertThat(records(all)).extracting(AppEventRecords::sampling).containsOnly(Optional.empty());
    }

    private static List<Long> kept() {
        return IntStream.rangeClosed(1, PROFILES)
                .mapToObj(profile -> (long) profile)
                .filter(profile -> TENTH.keeps(profile, ""))
                .toList();
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Judgement judgement) {
        return LogRecords.of(judgement, new Receipt(RECEIVED, "web", OptionalLong.empty()), 4, 1 << 20).stream()
                .map(SampledRecordsTest::read)
                .toList();
    }

    private static ConsumerRecord<byte[], byte[]> read(ProducerRecord<byte[], byte[]> written) {
        ConsumerRecord<byte[], byte[]> record =
                new ConsumerRecord<>(written.topic(), 0, 0, new byte[0], written.value());
        written.headers().forEach(record.headers()::add);
        return record;
    }

    private static String event(String name, String more) {
        return "{\"profile_id\": %d, \"event_name\": \"" + name
                + "\", \"event_time\": \"2026-11-22T11:00:00Z\", \"region\": \"US\"" + more + "}";
    }

    private Judgement judged(String event) {
        String body = IntStream.rangeClosed(1, PROFILES)
                .mapToObj(profile -> event.replace("%d", Integer.toString(profile)))
                .reduce((some, more) -> some + "," + more)
                .orElseThrow();
        Splitting splitting = intake.split(
                new Delivery(
                        new Body(("[" + body + "]").getBytes(StandardCharsets.UTF_8)),
                        Delivery.Form.JSON,
                        Delivery.Encoding.PLAIN),
                bytes -> true);
        return intake.judge(
                (Splitting.Split) splitting, new Circumstances(RECEIVED, OptionalLong.empty(), AgeLimit.ENFORCED));
    }
}
