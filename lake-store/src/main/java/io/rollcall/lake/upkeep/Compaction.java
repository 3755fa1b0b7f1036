package io.rollcall.lake.upkeep;

import io.rollcall.lake.day.DayStatus;
import io.rollcall.lake.day.PublishedDay;
import io.rollcall.lake.replace.FileReplacement;
import io.rollcall.lake.sql.Query;
import io.rollcall.lake.table.DayPart;
import io.rollcall.lake.table.LakeTable;
import io.rollcall.lake.table.PlannedFiles;
import io.rollcall.lake.table.TableFile;
import io.rollcall.lake.table.TableSession;
import io.rollcall.lake.table.Tables;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expressions;

/**
 * Puts small files together into few, in the table's order: those of a day, and those of thin days. The engine does it, in bounded
 * memory; the rows stay the same. Each replacement is a commit of its own.
 */
final class Compaction {
    /** Fewer small files than that are left as they are. */
    private static final int WORTH_IT = 4;

    private final Tables tables;
    private final long targetBytes;
    private final Predicate<LocalDate> closed;
    private final Map<LocalDate, PublishedDay> published;

    /**
     * A compaction of tables.
     *
     * @param closed the days that are over
     * @param published the days that are published
     */
    Compaction(Tables tables, long targetBytes, Predicate<LocalDate> closed, Map<LocalDate, PublishedDay> published) {
        this.tables = tables;
        this.targetBytes = targetBytes;
        this.closed = closed;
        this.published = Map.copyOf(published);
    }

    /** The parts of a file, or none of a table that has no days. */
    private record Small(DataFile file, List<DayPart> parts) {
        LocalDate first() {
            return parts.stream()
                    .map(DayPart::dt)
                    .min(Comparator.naturalOrder())
                    .orElse(LocalDate.MIN);
        }

        boolean all(Predicate<DayPart> condition) {
            return parts.stream().allMatch(condition);
        }
    }

    /** Compacts a table; returns how many files were replaced. */
    int of(LakeTable kind) {
        if (kind == LakeTable.OPEN_DAY) {
            return 0; // Replaced with every count.
        }
        Table table = tables.table(kind);
        int replaced = 0;
        for (List<Small> small : together(kind, table)) {
            for (List<Small> group : groups(small)) {
                replaced += replace(kind, group) ? group.size() : 0;
            }
        }
        return replaced;
    }

    /** The small files that may be put together. */
    private Collection<List<Small>> together(LakeTable kind, Table table) {
        List<Small> files = small(kind, table);
        Function<Small, Optional<String>> place = switch (kind) {
            case APP_EVENT -> this::placeOfRecords;
            case FIGURE -> placeOfFigures(files);
            default -> file -> Optional.of("").filter(all -> file.all(part -> closed.test(part.dt())));
        };
        Map<String, List<Small>> together = new TreeMap<>();
        files.forEach(file -> place.apply(file)
                .ifPresent(where -> together.computeIfAbsent(where, key -> new ArrayList<>())
                        .add(file)));
        return together.values();
    }

    private List<Small> small(LakeTable kind, Table table) {
        List<Small> files;
        if (kind.hasDays()) {
            files = DayPart.byFile(tables.parts(kind, table)).values().stream()
                    .map(ofFile -> new Small(ofFile.get(0).file(), ofFile))
                    .toList();
        } else {
            files = PlannedFiles.of(table, Expressions.alwaysTrue()).stream()
                    .map(file -> new Small(file, List.of()))
                    .toList();
        }
        return files.stream()
                .filter(file -> file.file().fileSizeInBytes() < targetBytes / 4 * 3)
                .toList();
    }

    /**
     * Records of days that are published with all that there is of them go together, for no day is touched when its records seem to
     * have come earlier than they have. Those of another day, which is over, stay by themselves.
     */
    private Optional<String> placeOfRecords(Small file) {
        if (file.all(this::isPublished)) {
            return Optional.of("");
        }
        DayPart first = file.parts().get(0);
        return file.parts().size() == 1 && closed.test(first.dt())
                ? Optional.of(first.dt().toString())
                : Optional.empty();
    }

    private boolean isPublished(DayPart part) {
        return Optional.ofNullable(published.get(part.dt()))
                .filter(day -> day.bronzeSequence() >= part.sequence())
                .isPresent();
    }

    /**
     * Of a metric, what it says for good: an earlier version must not seem newer than the one that follows it, and the night
     * replaces what is provisional.
     */
    private Function<Small, Optional<String>> placeOfFigures(List<Small> files) {
        Map<List<Object>, Long> newest = new HashMap<>();
        files.stream()
                .flatMap(file -> file.parts().stream())
                .forEach(part -> newest.merge(List.of(part.second(), part.dt()), part.sequence(), Math::max));
        return file -> Optional.of(file.parts().get(0).second())
                .filter(metric -> file.all(part -> part.second().equals(metric)
                        && Long.valueOf(part.sequence()).equals(newest.get(List.of(metric, part.dt())))
                        && !part.highest()
                                .text("status")
                                .filter(DayStatus.PROVISIONAL.word()::equals)
                                .isPresent()));
    }

    /** Files that together make one of about the target's size, of days that follow each other. What is too little is left out. */
    private List<List<Small>> groups(List<Small> small) {
        List<List<Small>> groups = new ArrayList<>();
        List<Small> group = new ArrayList<>();
        long bytes = 0;
        for (Small file : small.stream()
                .sorted(Comparator.comparing(Small::first)
                        .thenComparingLong(one -> one.file().fileSizeInBytes()))
                .toList()) {
            if (bytes + file.file().fileSizeInBytes() > targetBytes) {
                groups.add(group);
                group = new ArrayList<>();
                bytes = 0;
            }
            group.add(file);
            bytes += file.file().fileSizeInBytes();
        }
        groups.add(group);
        return groups.stream().filter(files -> files.size() >= WORTH_IT).toList();
    }

    private boolean replace(LakeTable kind, List<Small> group) {
        Table table = tables.table(kind);
        List<DataFile> files = group.stream().map(Small::file).toList();
        try (TableSession session = tables.session()) {
            session.open(kind, files);
            Optional<DataFile> fresh = TableFile.write(session.engine(), Query.of(kind.qualifiedName()), kind, table);
            return FileReplacement.commit(table, files, fresh, sequence(kind, group));
        }
    }

    /** The newest data of a day stay its newest; records of several days are all published, and take the oldest place of theirs. */
    private static long sequence(LakeTable kind, List<Small> group) {
        long days = group.stream()
                .flatMap(file -> file.parts().stream())
                .map(DayPart::dt)
                .distinct()
                .count();
        var sequences = group.stream().mapToLong(file -> file.file().dataSequenceNumber());
        return (kind == LakeTable.APP_EVENT && days > 1 ? sequences.min() : sequences.max()).orElseThrow();
    }
}
