package io.rollcall.standalone.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Properties;

/**
 * How far the demo of a data directory is. It outlives the process, so that nothing is made twice.
 *
 * @param seed of its people
 * @param profiles how many of them come on a day
 * @param opened the first day of its service
 * @param sent everything that devices send up to then was sent
 * @param counted the last day of which a reconciliation was asked for
 */
record DemoMark(long seed, int profiles, LocalDate opened, Instant sent, LocalDate counted) {
    /** The name of its file in the data directory. */
    static final String FILE = "demo.properties";

    /** Reads it; empty where no demo ever ran, or what is there is no mark. */
    static Optional<DemoMark> read(Path directory) throws IOException {
        Path file = directory.resolve(FILE);
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Properties text = new Properties();
        try (InputStream source = Files.newInputStream(file)) {
            text.load(source);
        }
        try {
            return Optional.of(new DemoMark(
                    Long.parseLong(text.getProperty("seed", "")),
                    Integer.parseInt(text.getProperty("profiles", "")),
                    LocalDate.parse(text.getProperty("opened", "")),
                    Instant.parse(text.getProperty("sent", "")),
                    LocalDate.parse(text.getProperty("counted", ""))));
        } catch (NumberFormatException | DateTimeParseException damaged) {
            throw new IOException(file + " is no mark of a demo: " + damaged.getMessage(), damaged);
        }
    }

    /** Writes it in one step: whoever is killed meanwhile has the mark before. */
    void write(Path directory) throws IOException {
        Properties text = new Properties();
        text.setProperty("seed", Long.toString(seed));
        text.setProperty("profiles", Integer.toString(profiles));
        text.setProperty("opened", opened.toString());
        text.setProperty("sent", sent.toString());
        text.setProperty("counted", counted.toString());
        Path draft = directory.resolve(FILE + ".new");
        try (OutputStream target = Files.newOutputStream(draft)) {
            text.store(target, "How far the demo is. Without this file it would begin anew.");
        }
        Files.move(draft, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    DemoMark sentUpTo(Instant moment) {
        return new DemoMark(seed, profiles, opened, moment, counted);
    }

    DemoMark countedUpTo(LocalDate day) {
        return new DemoMark(seed, profiles, opened, sent, day);
    }
}
