package io.rollcall.query.lake;

import io.rollcall.lake.value.MetricRow;
import io.rollcall.lake.value.RowSink;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The rows of an answer from the lake, all at once: few enough to be kept.
 *
 * @param oldestDefinition the oldest version of the metric's definition that one of them was worked out by
 * @param settled where none of them can change any more without being restated: a text that other rows do not have
 */
record LakeRows(List<MetricRow> rows, OptionalInt oldestDefinition, Optional<String> settled) {
    static final LakeRows NONE = new LakeRows(List.of(), OptionalInt.empty(), Optional.empty());

    LakeRows {
        rows = List.copyOf(rows);
    }

    /** Gives them on. */
    void into(RowSink<MetricRow> sink) throws IOException {
        sink.expect(rows.size());
        if (oldestDefinition.isPresent()) {
            sink.expectDefinition(oldestDefinition.getAsInt());
        }
        if (settled.isPresent()) {
            sink.expectSettled(settled.get());
        }
        for (MetricRow row : rows) {
            sink.take(row);
        }
    }

    /** Puts these rows after others that are read while they are given on. */
    After after(RowSink<MetricRow> sink) {
        return new After(sink);
    }

    /** Takes the rows before these; the sink learns of both together what it is to know before the first. */
    final class After implements RowSink<MetricRow> {
        private final RowSink<MetricRow> sink;
        private OptionalInt oldest = oldestDefinition;
        private long before;
        private Optional<String> settledBefore = Optional.empty();
        private boolean isAnnounced;

        private After(RowSink<MetricRow> sink) {
            this.sink = sink;
        }

        @Override
        public void expect(long found) {
            before = found;
            sink.expect(found + rows.size());
        }

        @Override
        public void expectDefinition(int oldestVersion) {
            oldest = IntStream.concat(oldest.stream(), IntStream.of(oldestVersion))
                    .min();
        }

        @Override
        public void expectSettled(String fingerprint) {
            settledBefore = Optional.of(fingerprint);
        }

        @Override
        public void take(MetricRow row) throws IOException {
            announce();
            sink.take(row);
        }

        /** The others are all there. */
        void end() throws IOException {
            announce();
            for (MetricRow row : rows) {
                sink.take(row);
            }
        }

        private void announce() throws IOException {
            if (isAnnounced) {
                return;
            }
            isAnnounced = true;
            if (oldest.isPresent()) {
                sink.expectDefinition(oldest.getAsInt());
            }
            boolean areSettled = (before == 0 || settledBefore.isPresent()) && (rows.isEmpty() || settled.isPresent());
            if (areSettled && before + rows.size() > 0) {
                sink.expectSettled(settledBefore.orElse("") + settled.orElse(""));
            }
        }
    }
}
