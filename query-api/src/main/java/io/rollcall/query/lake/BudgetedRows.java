package io.rollcall.query.lake;

import io.rollcall.lake.value.RowSink;
import org.jspecify.annotations.Nullable;

/** Takes the rows of one answer, once the budget has room for them, and gives them on. */
final class BudgetedRows<T> extends PassedOn<T> implements AutoCloseable {
    private final OnDemand.Place place;
    private final RowBudget budget;
    private RowBudget.@Nullable Share share;

    BudgetedRows(OnDemand.Place place, RowBudget budget, RowSink<T> sink) {
        super(sink);
        this.place = place;
        this.budget = budget;
    }

    /** The work is done: what is left depends on how fast the asker reads, and keeps nobody's place. */
    @Override
    public void expect(long rows) {
        share = budget.take(rows);
        place.close();
        super.expect(rows);
    }

    @Override
    public void close() {
        if (share != null) {
            share.close();
        }
    }
}
