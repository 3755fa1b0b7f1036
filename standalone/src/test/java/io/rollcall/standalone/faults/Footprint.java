package io.rollcall.standalone.faults;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a deployment takes while none of its services is ended: live bytes, threads and open files of each, what Redis holds, and the
 * files that they leave. The lake's files have to become more, with every commit of the archive by as many.
 */
final class Footprint {
    private static final double BYTES = 8 << 20;
    private static final double THREADS = 4;
    private static final double FILES = 12;
    private static final double FILES_OF_THE_LOG = 60;
    private static final double FILES_A_COMMIT = 2;
    private static final String COMMITS = "rollcall_archive_commits_total";

    private final Map<String, Level> levels = new TreeMap<>();
    private double commits = -1;
    private long lakeFiles;

    /** Looks at everything. */
    void look(Deployment deployment) throws IOException, InterruptedException {
        for (Map.Entry<String, ServerProcess> service : deployment.services().entrySet()) {
            of(service.getKey() + ": live bytes", BYTES)
                    .look((double) service.getValue().liveBytes());
            of(service.getKey() + ": threads", THREADS)
                    .look((double) service.getValue().threads());
            of(service.getKey() + ": open files", FILES)
                    .look((double) service.getValue().openFiles());
        }
        of("Redis: bytes of data", BYTES).look((double) deployment.redisBytes());
        of("temporary files", FILES).look((double) files(deployment.temporary()));
        of("files of the log", FILES_OF_THE_LOG).look((double) files(deployment.log()));
        lookAtLake(deployment);
    }

    private void lookAtLake(Deployment deployment) throws IOException, InterruptedException {
        double commitsNow = deployment.archiveMetric(COMMITS);
        long filesNow = files(deployment.lake());
        if (commits >= 0 && commitsNow > commits) {
            of("files of the lake, new with each commit", FILES_A_COMMIT)
                    .look((filesNow - lakeFiles) / (commitsNow - commits));
        }
        commits = commitsNow;
        lakeFiles = filesNow;
    }

    private Level of(String name, double tolerated) {
        return levels.computeIfAbsent(name, any -> new Level(tolerated));
    }

    /** What has grown, in words. */
    List<String> growth() {
        return levels.entrySet().stream()
                .flatMap(level -> level.getValue().growth().stream().map(grown -> level.getKey() + " " + grown))
                .toList();
    }

    Map<String, Level> levels() {
        return levels;
    }

    private static long files(Path directory) throws IOException {
        // Whoever writes there also deletes: what is gone while it is counted is not counted.
        try (Stream<Path> files = Files.find(directory, Integer.MAX_VALUE, (file, kind) -> kind.isRegularFile())) {
            return files.count();
        } catch (UncheckedIOException gone) {
            return files(directory);
        }
    }
}
