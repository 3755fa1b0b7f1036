package io.rollcall.standalone.imports;

import org.jspecify.annotations.Nullable;

/**
 * The result of an import.
 *
 * @param accepted lines that count
 * @param rejected lines that do not, each in the file of rejected lines
 * @param reasons why they do not
 * @param failure why it stopped before the end of the file, or null
 */
record ImportResult(
        long accepted,
        long rejected,
        Reasons reasons,
        @Nullable String failure) {
    static final int EVERY_LINE_ACCEPTED = 0;
    static final int SOME_REJECTED = 1;
    static final int NOT_DONE = 2;

    int exitCode() {
        if (failure != null) {
            return NOT_DONE;
        }
        return rejected == 0 ? EVERY_LINE_ACCEPTED : SOME_REJECTED;
    }
}
