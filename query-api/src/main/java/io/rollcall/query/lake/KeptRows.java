package io.rollcall.query.lake;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import io.rollcall.query.question.Refusal;
import io.rollcall.query.question.RefusalException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * Keeps rows that were worked out for one asker for all who ask the same of the same lake: a published day changes only when a run
 * publishes, and many look at it. The first who asks works them out, those who ask meanwhile wait for it. An answer that is large is
 * not kept, and given on while it is read.
 *
 * @see PublishedLake.View#rows what names the lake's state in a key
 */
final class KeptRows {
    /** The part of all that is kept which one answer may take. */
    private static final int PARTS = 8;

    private final int mostRows;
    private final Duration patience;
    private final Cache<Key, LakeRows> known;
    private final Map<Key, CompletableFuture<Optional<LakeRows>>> underWay = new ConcurrentHashMap<>();

    /**
     * Keeps nothing yet.
     *
     * @param rows of all answers that are kept at most
     * @param patience how long one waits for another who works the same out
     */
    KeptRows(int rows, Duration patience, MeterRegistry metrics) {
        this.mostRows = rows / PARTS;
        this.patience = patience;
        this.known = Caffeine.newBuilder()
                .maximumWeight(rows)
                .weigher((Key key, LakeRows kept) -> 1 + kept.rows().size())
                .recordStats()
                .build();
        FunctionCounter.builder("rollcall.query.answers.kept", known, cache ->
                        (double) cache.stats().hitCount())
                .description("Answers from the lake, or parts of one, that were kept since another had asked the same")
                .register(metrics);
        FunctionCounter.builder("rollcall.query.answers.worked.out", known, cache ->
                        (double) cache.stats().missCount())
                .description("Answers from the lake, or parts of one, that were not kept when they were asked for")
                .register(metrics);
    }

    /**
     * Names rows.
     *
     * @param question what was asked, and of which days
     * @param lake everything that its rows follow from, as it stood
     */
    record Key(Object question, String lake) {}

    /** The rows of an answer that is kept, at most. */
    int mostRows() {
        return mostRows;
    }

    /** Works rows out. */
    interface Reading {
        void into(RowSink<MetricRow> sink) throws IOException;
    }

    /** A question that may be asked of the lake as it stands. */
    Asked asked(Object question, Reading reading) {
        return new Asked(question, reading);
    }

    /** A question, and how its rows are worked out. */
    final class Asked {
        private final Object question;
        private final Reading reading;

        private Asked(Object question, Reading reading) {
            this.question = question;
            this.reading = reading;
        }

        /** Works its rows out, whatever is kept. */
        Reading reading() {
            return reading;
        }

        /**
         * Gives rows on that are kept, or worked out now.
         *
         * @param lake everything that they follow from, as it stands
         */
        void into(String lake, RowSink<MetricRow> sink) throws IOException {
            read(new Key(question, lake), reading, sink);
        }

        /** The rows, when they are few enough to be kept. */
        Optional<LakeRows> few(String lake) throws IOException {
            return KeptRows.this.few(new Key(question, lake), reading);
        }
    }

    /** Gives rows on that are kept, or worked out now. */
    void read(Key key, Reading reading, RowSink<MetricRow> sink) throws IOException {
        LakeRows kept = known.getIfPresent(key);
        if (kept != null) {
            kept.into(sink);
            return;
        }
        CompletableFuture<Optional<LakeRows>> own = new CompletableFuture<>();
        CompletableFuture<Optional<LakeRows>> first = underWay.putIfAbsent(key, own);
        if (first == null) {
            workOut(key, own, reading, sink);
            return;
        }
        Optional<LakeRows> ofTheFirst = await(first);
        if (ofTheFirst.isPresent()) {
            ofTheFirst.get().into(sink);
        } else {
            reading.into(sink);
        }
    }

    /** The rows, when they are few enough to be kept. */
    Optional<LakeRows> few(Key key, Reading reading) throws IOException {
        Collected collected = new Collected(mostRows, () -> row -> {});
        read(key, reading, collected);
        return collected.few();
    }

    private void workOut(Key key, CompletableFuture<Optional<LakeRows>> own, Reading reading, RowSink<MetricRow> sink)
            throws IOException {
        Optional<LakeRows> few;
        try {
            Collected collected = new Collected(mostRows, () -> {
                // Nobody waits for what is given on to one asker.
                own.complete(Optional.empty());
                return sink;
            });
            reading.into(collected);
            few = collected.few();
            few.ifPresent(rows -> known.put(key, rows));
            own.complete(few);
        } catch (IOException | RuntimeException | Error failed) {
            own.completeExceptionally(failed);
            throw failed;
        } finally {
            underWay.remove(key, own);
        }
        if (few.isPresent()) {
            few.get().into(sink);
        }
    }

    private Optional<LakeRows> await(CompletableFuture<Optional<LakeRows>> first) throws IOException {
        try {
            return first.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IOException("the same answer could not be worked out for another", failed.getCause());
        } catch (TimeoutException tooLong) {
            throw new RefusalException(
                    Refusal.TOO_MANY_QUESTIONS, "this answer is being worked out for another; ask again soon");
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
            throw new RefusalException(Refusal.TOO_MANY_QUESTIONS, "interrupted while waiting; ask again soon");
        }
    }

    /** Holds rows when they are few; many go on to another. */
    private static final class Collected implements RowSink<MetricRow> {
        private final int mostRows;
        private final Supplier<RowSink<MetricRow>> whenMany;
        private final List<MetricRow> rows = new ArrayList<>();
        private OptionalInt oldest = OptionalInt.empty();
        private Optional<String> settled = Optional.empty();
        private Optional<RowSink<MetricRow>> many = Optional.empty();

        Collected(int mostRows, Supplier<RowSink<MetricRow>> whenMany) {
            this.mostRows = mostRows;
            this.whenMany = whenMany;
        }

        @Override
        public void expect(long found) {
            if (found > mostRows) {
                many = Optional.of(whenMany.get());
                many.get().expect(found);
            }
        }

        @Override
        public void expectDefinition(int oldestVersion) {
            oldest = OptionalInt.of(oldestVersion);
            many.ifPresent(sink -> sink.expectDefinition(oldestVersion));
        }

        @Override
        public void expectSettled(String fingerprint) throws IOException {
            settled = Optional.of(fingerprint);
            if (many.isPresent()) {
                many.get().expectSettled(fingerprint);
            }
        }

        @Override
        public void take(MetricRow row) throws IOException {
            if (many.isPresent()) {
                many.get().take(row);
            } else {
                rows.add(row);
            }
        }

        /** The rows; empty when they are many. */
        Optional<LakeRows> few() {
            return many.isPresent() ? Optional.empty() : Optional.of(new LakeRows(rows, oldest, settled));
        }
    }
}
