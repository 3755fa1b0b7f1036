package io.rollcall.standalone;

import java.io.PrintStream;
import java.util.List;

/**
 * The text that says what to open, once it can be opened, and who may.
 *
 * @param doors the lines that say who may send, read and administer
 */
record Banner(OwnAddress address, List<String> doors) {
    void print(PrintStream out) {
        String url = address.shownUrl();
        out.println();
        out.println("Rollcall is up. Ctrl-C stops it.");
        out.println("  dashboard  " + url + "/");
        out.println("  events     POST " + url + "/v1/events");
        out.println("  API        " + url + "/q/openapi");
        out.println("  metrics    " + url + "/q/metrics");
        doors.forEach(out::println);
        out.println();
        out.flush();
    }
}
