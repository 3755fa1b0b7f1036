package io.rollcall.query.lake;

import io.rollcall.lake.value.RowSink;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one answer, once the budget has room for them, and gives them on. */
final class BudgetedRows<T> implements RowSink<T>, AutoCloseable {
    private final OnDemand.Place place;
    private final RowBudget budget;
    private final RowSink<T> sink;
    private RowBudget.@Nullable Share share;

    BudgetedRows(OnDemand.Place place, RowBudget budget, RowSink<T> sink) {
        this.place = place;
        this.budget = budget;
        this.sink = sink;
    }

    /** The work is done: what is left depends on how fast the asker reads, and keeps nobody's place. */
    @Override
    public void expect(long rows) {
        share = budget.take(rows);
        place.close();
        sink.expect(rows);
    }

    @Override
    public void expectDefinition(int oldestVersion) {
        sink.expectDefinition(oldestVersion);
    }

    @Override
    public void expectSettled(String fingerprint) throws IOException {
        sink.expectSettled(fingerprint);
    }

    @Override
    public void take(T row) throws IOException {
        sink.take(row);
    }

    @Override
    public void close() {
        if (share != null) {
            share.close();
        }
    }
}
