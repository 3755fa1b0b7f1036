package io.rollcall.standalone;

import java.io.PrintStream;

/** What to open, once it can be opened, and for whom. */
record Banner(OwnAddress address, OpenDoors doors) {
    void print(PrintStream out) {
        String url = address.shownUrl();
        out.println();
        out.println("Rollcall is up. Ctrl-C stops it.");
        out.println("  dashboard  " + url + "/");
        out.println("  events     POST " + url + "/v1/events");
        out.println("  API        " + url + "/q/openapi");
        out.println("  metrics    " + url + "/q/metrics");
        doors.lines().forEach(out::println);
        out.println();
        out.flush();
    }
}
