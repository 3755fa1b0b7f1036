package io.rollcall.benchmarks.machine;

/** What a benchmark says while it runs: to standard error, so that the report alone is standard output. */
public final class Progress {
    private Progress() {}

    public static void say(String what) {
        System.err.println("benchmarks: " + what);
    }
}
