package io.rollcall.benchmarks.machine;

/** Says on standard error what a benchmark does while it runs, so that the report alone is standard output. */
public final class Progress {
    private Progress() {}

    public static void say(String what) {
        System.err.println("benchmarks: " + what);
    }
}
