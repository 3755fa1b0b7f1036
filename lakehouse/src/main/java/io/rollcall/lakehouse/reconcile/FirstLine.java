package io.rollcall.lakehouse.reconcile;

/**
 * Why something failed that is tried again in smaller parts, in one line: how large a part may be is found out this way, and
 * what fails by itself is said with its trace.
 */
final class FirstLine {
    private FirstLine() {}

    static String of(Throwable broken) {
        return String.valueOf(broken.getMessage()).lines().findFirst().orElse("");
    }
}
