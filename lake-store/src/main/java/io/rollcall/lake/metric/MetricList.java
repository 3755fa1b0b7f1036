package io.rollcall.lake.metric;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The metrics of a deployment: those of the program, and after them those of its own .sql files, which have the same standing.
 *
 * @param own those of the deployment's files
 */
public record MetricList(List<OwnMetric> own) {
    /** Those of the program alone. */
    public static final MetricList OF_THE_PROGRAM = new MetricList(List.of());

    /** Each is worked out every night and, of today, again and again. */
    private static final int MOST_FILES = 50;

    private static final long LARGEST_FILE = 64 << 10;
    private static final String EXTENSION = ".sql";

    public MetricList {
        own = List.copyOf(own);
    }

    /**
     * Reads the .sql files of a directory, by their names; what lies below it is not looked at.
     *
     * @param directory empty for none
     * @throws InvalidMetricException when a file is no metric, or the directory cannot be read
     */
    public static MetricList of(Optional<Path> directory) {
        return directory.map(MetricList::read).orElse(OF_THE_PROGRAM);
    }

    private static MetricList read(Path directory) {
        try (Stream<Path> entries = Files.list(directory)) {
            List<Path> files = entries.filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .toList();
            if (files.size() > MOST_FILES) {
                throw new InvalidMetricException(
                        directory, 0, "there are " + files.size() + " .sql files, and may be " + MOST_FILES);
            }
            List<OwnMetric> metrics = new ArrayList<>();
            for (Path file : files) {
                OwnMetric metric = read(file, metrics);
                metrics.add(metric);
            }
            return new MetricList(metrics);
        } catch (IOException unreadable) {
            throw new InvalidMetricException(
                    directory.toAbsolutePath(), 0, "cannot be read (" + unreadable.getMessage() + ")");
        }
    }

    private static OwnMetric read(Path file, List<OwnMetric> before) throws IOException {
        if (Files.size(file) > LARGEST_FILE) {
            throw new InvalidMetricException(file, 0, "a file has at most " + LARGEST_FILE + " bytes");
        }
        OwnMetric metric = OwnMetric.parse(file, Files.readString(file));
        before.stream()
                .filter(other -> other.metric().name().equals(metric.metric().name()))
                .findFirst()
                .ifPresent(other -> {
                    throw new InvalidMetricException(
                            file,
                            0,
                            other.file() + " has a metric " + metric.metric().name() + ", too");
                });
        return metric;
    }

    /** All of them, in the order in which they are listed. */
    public List<Metric> all() {
        return Stream.concat(Metrics.all().stream(), own.stream().<Metric>map(OwnMetric::metric))
                .toList();
    }

    public List<String> names() {
        return all().stream().map(Metric::name).toList();
    }

    public Optional<Metric> find(String name) {
        return all().stream().filter(metric -> metric.name().equals(name)).findFirst();
    }

    /** The computations that every night works out, each with standard arguments. */
    public List<BoundComputation> nightly() {
        return Stream.concat(
                        Metrics.nightly().stream(),
                        own.stream().flatMap(one -> one.metric().arguments(Map.of()).computations().stream()))
                .toList();
    }
}
