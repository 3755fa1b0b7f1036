package io.rollcall.standalone.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** An archive as a Dockerfile or an operator unpacks it: by tar, in a directory to which nobody writes afterwards. */
record UnpackedArchive(Archive archive, Path home) {
    private static final Set<PosixFilePermission> WRITING = EnumSet.of(
            PosixFilePermission.OWNER_WRITE, PosixFilePermission.GROUP_WRITE, PosixFilePermission.OTHERS_WRITE);

    static UnpackedArchive in(Path directory, Archive archive) throws IOException, InterruptedException {
        Process tar = new ProcessBuilder("tar", "xzf", archive.file().toString(), "-C", directory.toString())
                .inheritIO()
                .start();
        if (tar.waitFor() != 0) {
            throw new IOException("tar cannot unpack " + archive.file());
        }
        String name = archive.file().getFileName().toString().replace(".tar.gz", "");
        Path link = Files.createSymbolicLink(directory.resolve(archive.module()), Path.of(name));
        return new UnpackedArchive(archive, link);
    }

    List<String> start(String... arguments) {
        return Stream.concat(
                        Stream.of(home.resolve("bin").resolve(archive.command()).toString()), Stream.of(arguments))
                .toList();
    }

    Path ready() {
        return home.resolve("bin").resolve("ready");
    }

    /** Takes the right to write from everybody, the owner included. */
    void seal() throws IOException {
        for (Path path : paths()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            permissions.removeAll(WRITING);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** Gives it back to the owner, so that the directory can be deleted. */
    void unseal() throws IOException {
        for (Path path : paths()) {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(path);
            permissions.add(PosixFilePermission.OWNER_WRITE);
            Files.setPosixFilePermissions(path, permissions);
        }
    }

    /** What lies in it, by its size and time. */
    Map<String, String> contents() throws IOException {
        Map<String, String> contents = new TreeMap<>();
        for (Path path : paths()) {
            contents.put(path.toString(), Files.size(path) + " " + Files.getLastModifiedTime(path));
        }
        return contents;
    }

    private List<Path> paths() throws IOException {
        try (Stream<Path> paths = Files.walk(home.toRealPath())) {
            return paths.toList();
        }
    }
}
