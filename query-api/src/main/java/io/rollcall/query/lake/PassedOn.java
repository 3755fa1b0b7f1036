package io.rollcall.query.lake;

import io.rollcall.lake.value.RowSink;
import java.io.IOException;

/** Gives everything on to another sink; whoever wants to know or to do more says where. */
abstract class PassedOn<T> implements RowSink<T> {
    private final RowSink<T> sink;

    PassedOn(RowSink<T> sink) {
        this.sink = sink;
    }

    @Override
    public void expect(long rows) {
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
}
