package io.rollcall.lake.table;

import java.util.List;

/** A lake that another version of the program has made, and that this one can neither use as it is nor evolve. */
public final class IncompatibleLakeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    IncompatibleLakeException(LakeTable table, List<String> faults) {
        super("this version of Rollcall cannot work with the lake's table " + table.qualifiedName() + ": "
                + String.join("; ", faults) + ". Nothing was changed. Start the version that wrote the lake, or a later"
                + " one; or give this one an empty directory, and fill it from the log or by import");
    }
}
