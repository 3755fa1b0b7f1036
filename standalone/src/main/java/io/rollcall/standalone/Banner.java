package io.rollcall.standalone;

import java.io.PrintStream;

/** What to open, once it can be opened. */
record Banner(OwnAddress address) {
    void print(PrintStream out) {
        String url = address.shownUrl();
        out.println();
        out.println("Rollcall is up. Ctrl-C stops it.");
        out.println("  dashboard  " + url + "/");
        out.println("  events     POST " + url + "/v1/events");
        out.println("  API        " + url + "/q/openapi");
        out.println("  metrics    " + url + "/q/metrics");
        out.println(
                address.isLoopback()
                        ? "No write keys are configured: only this machine can reach it."
                        : "It listens on " + address.host() + ": others can reach it, and need a write key to send.");
        out.println();
        out.flush();
    }
}
