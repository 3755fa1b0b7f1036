package io.rollcall.query.page;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.util.ClassPathUtils;
import io.rollcall.access.PackedContent;
import io.rollcall.event.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * All files of the page and their version, which follows from what is in them: whoever has a file of a version has it for
 * good, and a page of one version never gets a module of another.
 */
final class PageFiles {
    private static final String INDEX = "index.html";
    private static final String VERSION_IN_INDEX = "{version}";
    private static final String MODULES_IN_INDEX = "{modules}";

    /** What starts the page, and the view that it shows when its address names none. */
    private static final List<String> ENTRIES = List.of("app.js", "views/overview.js");

    private static final String PRELOAD = "<link rel=\"modulepreload\" href=\"/page/" + VERSION_IN_INDEX + "/%s\">";
    private static final int VERSION_LENGTH = 12;
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html; charset=utf-8",
            "js", "text/javascript; charset=utf-8",
            "css", "text/css; charset=utf-8",
            "svg", "image/svg+xml");
    private static final String PLOT = "org.webjars.npm/uplot";
    private static final String PLOT_AT = "META-INF/resources/webjars/uplot/%s/dist/%s";

    private final String version;
    private final PackedContent index;
    private final Map<String, PackedContent> files;

    private PageFiles(String version, PackedContent index, Map<String, PackedContent> files) {
        this.version = version;
        this.index = index;
        this.files = files;
    }

    /** Those on the class path, and what of the library of charts is needed. */
    static PageFiles read(ClassLoader loader) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        ClassPathUtils.consumeAsPaths(loader, "page", root -> contents.putAll(under(root)));
        for (String name : new String[] {"uPlot.iife.min.js", "uPlot.min.css"}) {
            contents.put("uplot/" + name, resource(loader, PLOT_AT.formatted(plotVersion(loader), name)));
        }
        String version = versionOf(contents);
        String index = new String(contents.remove(INDEX), UTF_8)
                .replace(MODULES_IN_INDEX, preloads(contents))
                .replace(VERSION_IN_INDEX, version);
        Map<String, PackedContent> files = contents.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, file -> content(file.getKey(), file.getValue())));
        return new PageFiles(version, content(INDEX, index.getBytes(UTF_8)), files);
    }

    /** A file of a name that says what it is. */
    private static PackedContent content(String name, byte[] content) {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        if (type == null) {
            throw new IllegalArgumentException("a page has no files like " + name);
        }
        return PackedContent.of(type, content);
    }

    String version() {
        return version;
    }

    PackedContent index() {
        return index;
    }

    /** The file of a name, in this version and no other. */
    Optional<PackedContent> file(String asked, String name) {
        return asked.equals(version) ? Optional.ofNullable(files.get(name)) : Optional.empty();
    }

    /** So that a browser asks for what the first view needs at once, and not for each module after it has read who imports it. */
    private static String preloads(Map<String, byte[]> contents) {
        return Modules.neededBy(ENTRIES, contents).stream()
                .map(PRELOAD::formatted)
                .collect(Collectors.joining("\n    "));
    }

    private static Map<String, byte[]> under(Path root) {
        try (Stream<Path> walk = Files.walk(root)) {
            Map<String, byte[]> found = new TreeMap<>();
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                found.put(root.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
            }
            return found;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String plotVersion(ClassLoader loader) throws IOException {
        Properties jar = new Properties();
        try (InputStream said = open(loader, "META-INF/maven/" + PLOT + "/pom.properties")) {
            jar.load(said);
        }
        return jar.getProperty("version");
    }

    private static byte[] resource(ClassLoader loader, String name) throws IOException {
        try (InputStream resource = open(loader, name)) {
            return resource.readAllBytes();
        }
    }

    private static InputStream open(ClassLoader loader, String name) throws IOException {
        InputStream resource = loader.getResourceAsStream(name);
        if (resource == null) {
            throw new IOException(name + " is not on the class path");
        }
        return resource;
    }

    private static String versionOf(Map<String, byte[]> contents) {
        MessageDigest digest = Sha256.begin();
        contents.forEach((name, content) -> {
            digest.update(name.getBytes(UTF_8));
            digest.update(content);
        });
        return HexFormat.of().formatHex(digest.digest()).substring(0, VERSION_LENGTH);
    }
}
