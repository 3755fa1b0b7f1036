package io.rollcall.lake.value;

import java.io.IOException;

/** Takes the rows of an answer one after the other, as the engine has them: nobody has to hold them all. */
@FunctionalInterface
public interface RowSink<T> {
    /** Told once, before the first row: the answer is worked out, and has so many. Whoever cannot take them throws. */
    default void expect(long rows) {}

    /** Told then, of rows of a metric: the oldest version of its definition that one of them was worked out by. */
    default void expectDefinition(int oldestVersion) {}

    /** Told then, where none of them can change any more without being restated: a text that other rows do not have. */
    default void expectSettled(String fingerprint) throws IOException {}

    /** Takes the next one. */
    void take(T row) throws IOException;
}
