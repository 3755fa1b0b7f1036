package io.rollcall.standalone.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A page of the documentation, by its lines. */
record Page(Path path, List<String> lines) {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path DOCS = ROOT.resolve("docs");

    /** Those outside of docs: what a newcomer sees first, and what stands beside what it is about. */
    private static final List<String> ELSEWHERE = List.of(
            "README.md",
            "CONTRIBUTING.md",
            "CHANGELOG.md",
            "benchmarks/README.md",
            "lake-spark/README.md",
            "deploy/native/README.md");

    /** All pages. */
    static List<Page> all() throws IOException {
        List<Page> pages = new ArrayList<>(below(DOCS));
        for (String page : ELSEWHERE) {
            pages.add(of(ROOT.resolve(page)));
        }
        return pages;
    }

    /** One page below docs. */
    static Page named(String path) throws IOException {
        return of(DOCS.resolve(path));
    }

    /** The pages of one directory below docs, and of those within. */
    static List<Page> in(String directory) throws IOException {
        return below(DOCS.resolve(directory));
    }

    private static List<Page> below(Path directory) throws IOException {
        List<Page> pages = new ArrayList<>();
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList()) {
                pages.add(of(file));
            }
        }
        return pages;
    }

    private static Page of(Path file) throws IOException {
        return new Page(file, Files.readAllLines(file));
    }

    String name() {
        return path.getFileName().toString();
    }

    String text() {
        return String.join("\n", lines);
    }

    /** The lines below a heading of the second level, up to the next one. */
    List<String> section(String heading) {
        return lines.stream()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .toList();
    }

    /** The same page without that section. */
    Page without(String heading) {
        List<String> kept = new ArrayList<>();
        boolean within = false;
        for (String line : lines) {
            within = line.startsWith("## ") ? line.equals(heading) : within;
            if (!within) {
                kept.add(line);
            }
        }
        return new Page(path, kept);
    }

    /** Its lines without code between fences. */
    List<String> prose() {
        List<String> prose = new ArrayList<>();
        boolean code = false;
        for (String line : lines) {
            if (line.strip().startsWith("```")) {
                code = !code;
            } else if (!code) {
                prose.add(line);
            }
        }
        return prose;
    }

    @Override
    public String toString() {
        return ROOT.relativize(path).toString();
    }
}
