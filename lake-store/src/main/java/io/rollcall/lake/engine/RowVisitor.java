package io.rollcall.lake.engine;

import java.io.IOException;

/** Does something with the row that a result stands on. */
@FunctionalInterface
public interface RowVisitor {
    void visit(Row row) throws IOException;
}
