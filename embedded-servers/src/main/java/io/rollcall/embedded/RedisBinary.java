package io.rollcall.embedded;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The Redis server to run: an installed one if there is one, because the machine keeps it up to date, else the one that
 * the jar of embedded-redis carries.
 *
 * @param server the executable
 * @param bundled whether it is the jar's Redis 6.2, which cannot read what Redis 7 and newer wrote
 */
public record RedisBinary(Path server, boolean bundled) {
    private static final List<String> INSTALLED_NAMES = List.of("redis-server", "valkey-server");
    private static final String TOOLS_DIRECTORY = "bin";

    /** The servers that the jar of embedded-redis 1.4.4 holds, by operating system and processor. */
    private static final Map<String, String> BUNDLED = Map.of(
            "linux-amd64", "redis-server-6.2.6-v5-linux-amd64",
            "linux-aarch64", "redis-server-6.2.7-linux-arm64",
            "mac-x86_64", "redis-server-6.2.6-v5-darwin-amd64",
            "mac-aarch64", "redis-server-6.2.6-v5-darwin-arm64");

    /** The installed server, or the jar's, unpacked below the data directory. */
    static RedisBinary find(Path dataDir) {
        return installed().orElseGet(() -> bundled(dataDir));
    }

    /** The machine's own server, if one is on the PATH. */
    public static Optional<RedisBinary> installed() {
        return installed(System.getenv("PATH")).map(server -> new RedisBinary(server, false));
    }

    /** The jar's, unpacked below a directory. */
    public static RedisBinary bundled(Path directory) {
        return new RedisBinary(unpack(directory), true);
    }

    /** The first server on a search path, if any. */
    static Optional<Path> installed(@Nullable String searchPath) {
        return INSTALLED_NAMES.stream()
                .flatMap(name -> Stream.of((searchPath == null ? "" : searchPath).split(File.pathSeparator))
                        .filter(directory -> !directory.isEmpty())
                        .map(directory -> Path.of(directory, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /** The same binary under the name by which it becomes the checker of append-only files. */
    Path checker(Path dataDir) throws IOException {
        boolean valkey = server.toRealPath().getFileName().toString().contains("valkey");
        Path link = tools(dataDir).resolve(valkey ? "valkey-check-aof" : "redis-check-aof");
        Files.deleteIfExists(link);
        return Files.createSymbolicLink(link, server.toAbsolutePath());
    }

    private static Path unpack(Path dataDir) {
        String resource = bundledName();
        try (InputStream packed = RedisBinary.class.getClassLoader().getResourceAsStream(resource)) {
            if (packed == null) {
                throw new IllegalStateException(resource + " is not in the jar of embedded-redis. " + installHint());
            }
            return unpack(packed, tools(dataDir).resolve("redis-server"));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot unpack a Redis server below " + dataDir, unwritable);
        }
    }

    /** Written under another name first: a start that dies half-way must not leave half an executable. */
    private static Path unpack(InputStream packed, Path target) throws IOException {
        Path partial = target.resolveSibling("redis-server.partial");
        Files.copy(packed, partial, StandardCopyOption.REPLACE_EXISTING);
        if (!partial.toFile().setExecutable(true)) {
            throw new IOException("cannot make " + partial + " executable");
        }
        return Files.move(partial, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static Path tools(Path dataDir) throws IOException {
        Path tools = dataDir.resolve(TOOLS_DIRECTORY);
        try {
            return Files.createDirectories(tools);
        } catch (FileAlreadyExistsException notADirectory) {
            throw new IOException(tools + " is in the way: it must be a directory", notADirectory);
        }
    }

    private static String bundledName() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String platform = (system.startsWith("mac") ? "mac" : system) + '-' + System.getProperty("os.arch");
        String name = BUNDLED.get(platform);
        if (name == null) {
            throw new IllegalStateException("no Redis server comes along for " + platform + ". " + installHint());
        }
        return name;
    }

    static String installHint() {
        return "Install redis-server or valkey-server so that it is on the PATH, and start again.";
    }
}
