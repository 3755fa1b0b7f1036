package io.rollcall.query.lake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Who works rows out, and who is given those of another. */
class KeptRowsTest {
    private static final KeptRows.Key KEY = new KeptRows.Key("dau", "1");
    private static final int FEW = 10;

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final KeptRows kept = new KeptRows(8 * FEW, Duration.ofSeconds(30), metrics);
    private final AtomicInteger worked = new AtomicInteger();
    private final ExecutorService threads = Executors.newFixedThreadPool(4);

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    /** Remembers what it was told, in order. */
    private static final class Told implements RowSink<MetricRow> {
        private final List<String> told = new ArrayList<>();

        @Override
        public void expect(long rows) {
            told.add("rows " + rows);
        }

        @Override
        public void expectDefinition(int oldestVersion) {
            told.add("definition " + oldestVersion);
        }

        @Override
        public void expectSettled(String fingerprint) {
            told.add("settled " + fingerprint);
        }

        @Override
        public void take(MetricRow row) {
            told.add(row.region());
        }
    }

    static MetricRow row(long number) {
        return new MetricRow(
                LocalDate.parse("2026-11-22"),
                "R" + number,
                List.of(),
                null,
                "",
                "",
                List.of(),
                Map.of(),
                DayStatus.FINAL,
                Instant.EPOCH,
                1);
    }

    private KeptRows.Reading rows(long count) {
        return sink -> {
            worked.incrementAndGet();
            give(count, sink);
        };
    }

    private static void give(long count, RowSink<MetricRow> sink) throws IOException {
        sink.expect(count);
        sink.expectDefinition(3);
        sink.expectSettled("f" + count);
        for (long number : LongStream.rangeClosed(1, count).toArray()) {
            sink.take(row(number));
        }
    }

    private List<String> read(KeptRows.Key key, KeptRows.Reading reading) throws IOException {
        Told told = new Told();
        kept.read(key, reading, told);
        return told.told;
    }

    @Test
    void whoAsksTheSameOfTheSameLakeIsToldTheSameWithoutWorkingItOut() throws IOException {
        List<String> first = read(KEY, rows(2));
        assertThat(first).containsExactly("rows 2", "definition 3", "settled f2", "R1", "R2");
        assertThat(read(KEY, rows(2))).isEqualTo(first);
        assertThat(worked).hasValue(1);
        assertThat(metrics.get("rollcall.query.answers.kept").functionCounter().count())
                .isEqualTo(1);
    }

    @Test
    void anotherQuestionOrAnotherStateOfTheLakeIsWorkedOut() throws IOException {
        read(KEY, rows(2));
        assertThat(read(new KeptRows.Key("dau", "2"), rows(1))).contains("rows 1");
        assertThat(read(new KeptRows.Key("wau", "1"), rows(3))).contains("rows 3");
        assertThat(worked).hasValue(3);
        assertThat(metrics.get("rollcall.query.answers.worked.out")
                        .functionCounter()
                        .count())
                .isEqualTo(3);
    }

    @Test
    void whatIsLargeIsGivenOnWhileItIsReadAndNotKept() throws IOException {
        Told told = new Told();
        kept.read(
                KEY,
                sink -> {
                    sink.expect(FEW + 1);
                    sink.take(row(1));
                    assertThat(told.told).containsExactly("rows 11", "R1");
                },
                told);
        assertThat(read(KEY, rows(FEW + 1))).hasSize(FEW + 4);
        assertThat(read(KEY, rows(FEW + 1))).hasSize(FEW + 4);
        assertThat(worked).hasValue(2);
        assertThat(kept.few(KEY, rows(FEW + 1))).isEmpty();
        assertThat(kept.few(KEY, rows(FEW)).orElseThrow().rows()).hasSize(FEW);
    }

    @Test
    void thoseWhoAskMeanwhileAreGivenWhatTheFirstWorksOut() throws Exception {
        CompletableFuture<Void> isUnderWay = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        Future<List<String>> first = threads.submit(() -> read(KEY, sink -> {
            isUnderWay.complete(null);
            mayEnd.join();
            give(2, sink);
        }));
        isUnderWay.join();
        Future<List<String>> second = threads.submit(() -> read(KEY, rows(2)));
        awaitWaiting();
        mayEnd.complete(null);
        assertThat(second.get()).isEqualTo(first.get()).contains("R1", "R2");
        assertThat(worked).hasValue(0);
    }

    /** Whoever asks has been counted before it waits. */
    private void awaitWaiting() {
        while (metrics.get("rollcall.query.answers.worked.out")
                        .functionCounter()
                        .count()
                < 2) {
            Thread.onSpinWait();
        }
    }

    @Test
    void thoseWhoWaitForALargeOneWorkItOutThemselves() throws Exception {
        CompletableFuture<Void> isLarge = new CompletableFuture<>();
        CompletableFuture<Void> mayEnd = new CompletableFuture<>();
        Future<List<String>> first = threads.submit(() -> read(KEY, sink -> {
            sink.expect(FEW + 1);
            isLarge.complete(null);
            mayEnd.join();
        }));
        isLarge.join();
        assertThat(read(KEY, rows(FEW + 1))).hasSize(FEW + 4);
        mayEnd.complete(null);
        first.get();
    }

    @Test
    void aFailureIsNotKept() throws IOException {
        RefusalException refused = new RefusalException(Refusal.TOO_MANY_QUESTIONS, "busy");
        assertThatThrownBy(() -> read(KEY, sink -> {
                    throw refused;
                }))
                .isSameAs(refused);
        assertThat(read(KEY, rows(1))).contains("R1");
    }

    @Test
    void rowsAfterOthersAreToldOfTogetherWithThem() throws IOException {
        Told told = new Told();
        LakeRows.After after = kept.few(KEY, rows(1)).orElseThrow().after(told);
        after.expect(1);
        after.expectDefinition(2);
        after.expectSettled("before");
        after.take(row(7));
        after.end();
        assertThat(told.told).containsExactly("rows 2", "definition 2", "settled beforef1", "R7", "R1");
    }

    @Test
    void rowsAreSettledOnlyWhenBothAre() throws IOException {
        Told told = new Told();
        LakeRows.After after = kept.few(KEY, rows(1)).orElseThrow().after(told);
        after.expect(1);
        after.take(row(7));
        after.end();
        assertThat(told.told).containsExactly("rows 2", "definition 3", "R7", "R1");
    }

    @Test
    void beforeRowsThatAreAloneNothingIsMissed() throws IOException {
        Told told = new Told();
        LakeRows.After after = kept.few(KEY, rows(1)).orElseThrow().after(told);
        after.expect(0);
        after.end();
        assertThat(told.told).containsExactly("rows 1", "definition 3", "settled f1", "R1");
    }
}
