package io.rollcall.lakehouse.quality;

import io.rollcall.lake.metric.Quality;
import java.lang.module.ModuleDescriptor.Version;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * A platform's newest version against the one before it, of those that have sent enough.
 *
 * @param newest the highest by number
 * @param before the next lower one
 */
record VersionComparison(VersionCounts newest, VersionCounts before) {
    /** Fewer events say nothing of a version. */
    static final long LEAST_EVENTS = 1_000;

    /** So many events of one device are taken for one. */
    static final double ALIKE = 10;

    /** Less of a difference is nobody's business, however sure it is. */
    static final double LEAST_DIFFERENCE = 0.01;

    /** Standard errors: by chance alone one comparison in 30,000 goes so far. A few dozen are made in an hour. */
    static final double STANDARD_ERRORS = 4;

    /** The comparisons of all platforms that have two versions to compare. */
    static List<VersionComparison> of(Collection<VersionCounts> counts) {
        Map<String, List<VersionCounts>> platforms = counts.stream()
                .filter(version -> version.sent() >= LEAST_EVENTS)
                .filter(version -> number(version.version()).isPresent())
                .collect(Collectors.groupingBy(VersionCounts::platform, TreeMap::new, Collectors.toList()));
        return platforms.values().stream()
                .map(VersionComparison::ofPlatform)
                .flatMap(Optional::stream)
                .toList();
    }

    private static Optional<VersionComparison> ofPlatform(List<VersionCounts> versions) {
        List<VersionCounts> newestFirst = versions.stream()
                .sorted(Comparator.comparing((VersionCounts version) ->
                                number(version.version()).orElseThrow())
                        .reversed())
                .toList();
        return newestFirst.size() < 2
                ? Optional.empty()
                : Optional.of(new VersionComparison(newestFirst.get(0), newestFirst.get(1)));
    }

    /** Its place among versions: numbers are compared as numbers. Nothing for what begins with none. */
    private static Optional<Version> number(String version) {
        if (version.equals(Quality.OTHER) || version.equals(Quality.UNKNOWN)) {
            return Optional.empty();
        }
        try {
            return Optional.of(Version.parse(version.replaceFirst("^[vV]", "")));
        } catch (IllegalArgumentException noNumber) {
            return Optional.empty();
        }
    }

    String platform() {
        return newest.platform();
    }

    /** What the newest does more often than the one before, by more than chance explains and by so much that it matters. */
    Set<Fault> outOfLine() {
        return EnumSet.allOf(Fault.class).stream()
                .filter(this::isOutOfLine)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fault.class)));
    }

    private boolean isOutOfLine(Fault fault) {
        List<Share> now = fault.shares(newest);
        List<Share> then = fault.shares(before);
        return IntStream.range(0, now.size()).anyMatch(kind -> {
            Share newer = now.get(kind);
            Share older = then.get(kind);
            return newer.value() - older.value() >= LEAST_DIFFERENCE
                    && newer.standardErrorsAbove(older, ALIKE) > STANDARD_ERRORS;
        });
    }

    @Override
    public String toString() {
        return Objects.toString(platform()) + ": " + newest.version() + " against " + before.version();
    }
}
