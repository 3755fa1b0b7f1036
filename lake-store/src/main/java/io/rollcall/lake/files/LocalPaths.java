package io.rollcall.lake.files;

import java.net.URI;
import java.nio.file.Path;

/** Locations as the tables know them ({@code file:///data/lake/...}, so that every engine understands them) and paths. */
public final class LocalPaths {
    private static final String SCHEME = "file:";

    private LocalPaths() {}

    /** The path at which a file of that location lies. */
    public static Path path(String location) {
        return location.startsWith(SCHEME) ? Path.of(URI.create(location)) : Path.of(location);
    }

    /** The location of a directory or file, without a slash at its end. */
    public static String location(Path path) {
        String location = path.toAbsolutePath().normalize().toUri().toString();
        return location.endsWith("/") ? location.substring(0, location.length() - 1) : location;
    }
}
