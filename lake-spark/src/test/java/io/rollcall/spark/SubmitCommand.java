package io.rollcall.spark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;

/** The command by which the module's README submits a job, with a cluster, a lake and days put in. */
record SubmitCommand(String text) {
    /** As it stands in the README. */
    static SubmitCommand in(Path readme) throws IOException {
        String text = Files.readString(readme);
        int begin = text.indexOf("\nspark-submit ");
        return new SubmitCommand(text.substring(begin, text.indexOf("\n```", begin)));
    }

    SubmitCommand to(String master) {
        return with("spark://HOST:7077", master);
    }

    SubmitCommand onLake(Path properties) {
        return with("lake-spark/lake.properties", properties.toString());
    }

    SubmitCommand forDays(LocalDate first, LocalDate last) {
        return with("2026-11-20 2026-11-21", first + " " + last);
    }

    private SubmitCommand with(String given, String wanted) {
        if (!text.contains(given)) {
            throw new IllegalStateException("the README's command does not have " + given + ": " + text);
        }
        return new SubmitCommand(text.replace(given, wanted));
    }
}
