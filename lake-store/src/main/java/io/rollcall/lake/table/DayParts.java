package io.rollcall.lake.table;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.rollcall.lake.engine.Grouped;
import io.rollcall.lake.engine.Session;
import io.rollcall.lake.files.LocalPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.apache.iceberg.DataFile;
import org.apache.iceberg.FileScanTask;
import org.apache.iceberg.Schema;
import org.apache.iceberg.StructLike;
import org.apache.iceberg.Table;
import org.apache.iceberg.expressions.Expression;
import org.apache.iceberg.io.CloseableIterable;
import org.apache.iceberg.types.Conversions;
import org.apache.iceberg.types.Type.TypeID;
import org.apache.iceberg.types.Types.NestedField;
import org.jspecify.annotations.Nullable;

/**
 * Knows which parts the files of tables have. Of a file with one part its metadata says so: the lowest and the highest
 * value of each column are the same, or it lies in a partition of an earlier version. Others are looked into, once: a file never
 * changes. Safe for several threads.
 */
final class DayParts {
    /** The columns of which a part's highest value is known, by table: what a part says as a whole. */
    private static final Map<LakeTable, List<String>> SAID = Map.of(
            LakeTable.APP_EVENT, List.of("received_at"),
            LakeTable.ENRICHED_APP_EVENTS, List.of("received_at"),
            LakeTable.OPEN_SESSION, List.of("basis", "moved"),
            LakeTable.FIGURE, List.of("status", "as_of", "basis", "definition_version"));

    /** Years of every metric; some 100 bytes each. */
    private static final int MOST_KNOWN = 200_000;

    private static final int FILES_AT_ONCE = 500;

    private final Tables tables;
    private final Cache<String, List<Content>> known = Caffeine.newBuilder()
            .maximumWeight(MOST_KNOWN)
            .weigher((String location, List<Content> parts) -> parts.size())
            .build();

    DayParts(Tables tables) {
        this.tables = tables;
    }

    /** A part without its file: what is remembered. */
    private record Content(LocalDate dt, String second, long rows, HighestValues highest) {}

    /** The parts of a table as it was loaded, in files that may match a condition. */
    List<DayPart> of(LakeTable kind, Table table, Expression filter, Predicate<DayPart> wanted) {
        Map<DataFile, Optional<List<Content>>> files = new LinkedHashMap<>();
        List<DataFile> unknown = new ArrayList<>();
        Set<String> columns = new TreeSet<>(kind.parts());
        columns.addAll(SAID.getOrDefault(kind, List.of()));
        try (CloseableIterable<FileScanTask> tasks =
                table.newScan().filter(filter).includeColumnStats(columns).planFiles()) {
            for (FileScanTask task : tasks) {
                PlannedFiles.requireNoDeletes(table, task);
                DataFile file = task.file();
                Optional<List<Content>> contents = ofPartition(kind, table, file)
                        .or(() -> ofBounds(kind, table, file))
                        .or(() -> Optional.ofNullable(known.getIfPresent(file.location())));
                DataFile lean = file.copyWithoutStats();
                files.put(lean, contents);
                if (contents.isEmpty()) {
                    unknown.add(lean);
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the metadata of " + table.name(), unreadable);
        }
        Map<String, List<Content>> lookedInto = lookInto(kind, table.schema(), unknown);
        List<DayPart> parts = new ArrayList<>();
        files.forEach((file, contents) -> {
            List<Content> ofFile = contents.orElseGet(() -> lookedInto.getOrDefault(file.location(), List.of()));
            ofFile.stream()
                    .map(one -> new DayPart(file, one.dt(), one.second(), one.rows(), ofFile.size() - 1, one.highest()))
                    .filter(wanted)
                    .forEach(parts::add);
        });
        return parts;
    }

    private static Optional<List<Content>> ofPartition(LakeTable kind, Table table, DataFile file) {
        StructLike partition = file.partition();
        if (partition.size() == 0) {
            return Optional.empty();
        }
        return Optional.of(List.of(new Content(
                LocalDate.ofEpochDay(partition.get(0, Integer.class)),
                kind.parts().size() == 1
                        ? ""
                        : partition.get(1, CharSequence.class).toString(),
                file.recordCount(),
                highest(kind, table.schema(), file))));
    }

    private static Optional<List<Content>> ofBounds(LakeTable kind, Table table, DataFile file) {
        List<Object> values = new ArrayList<>();
        for (String column : kind.parts()) {
            NestedField field = table.schema().findField(column);
            ByteBuffer low = bound(file.lowerBounds(), field);
            if (low == null || !low.equals(bound(file.upperBounds(), field))) {
                return Optional.empty();
            }
            values.add(Conversions.<Object>fromByteBuffer(field.type(), low));
        }
        return Optional.of(List.of(new Content(
                LocalDate.ofEpochDay((int) values.get(0)),
                values.size() == 1 ? "" : values.get(1).toString(),
                file.recordCount(),
                highest(kind, table.schema(), file))));
    }

    private static @Nullable ByteBuffer bound(@Nullable Map<Integer, ByteBuffer> bounds, NestedField field) {
        return bounds == null ? null : bounds.get(field.fieldId());
    }

    private static HighestValues highest(LakeTable kind, Schema schema, DataFile file) {
        Map<Integer, ByteBuffer> bounds = new HashMap<>();
        for (String column : SAID.getOrDefault(kind, List.of())) {
            NestedField field = schema.findField(column);
            Optional.ofNullable(bound(file.upperBounds(), field))
                    .ifPresent(bound -> bounds.put(field.fieldId(), bound));
        }
        return new HighestValues(schema, bounds);
    }

    private Map<String, List<Content>> lookInto(LakeTable kind, Schema schema, List<DataFile> files) {
        if (files.isEmpty()) {
            return Map.of();
        }
        Map<Path, String> locations = new HashMap<>();
        files.forEach(file -> locations.put(LocalPaths.path(file.location()), file.location()));
        List<Path> paths = List.copyOf(locations.keySet());
        List<String> said = SAID.getOrDefault(kind, List.of());
        Map<String, List<Content>> found = new HashMap<>();
        try (Session session = tables.engine().session()) {
            for (int from = 0; from < paths.size(); from += FILES_AT_ONCE) {
                List<Path> some = paths.subList(from, Math.min(paths.size(), from + FILES_AT_ONCE));
                for (Grouped group : session.groups(some, kind.parts(), TableColumns.of(schema.select(said)))) {
                    found.computeIfAbsent(
                                    Objects.requireNonNull(locations.get(group.file())), file -> new ArrayList<>())
                            .add(new Content(
                                    LocalDate.parse(group.keys().get(0)),
                                    group.keys().size() == 1 ? "" : group.keys().get(1),
                                    group.rows(),
                                    highest(schema, said, group)));
                }
            }
        }
        known.putAll(found);
        return found;
    }

    private static HighestValues highest(Schema schema, List<String> said, Grouped group) {
        Map<Integer, ByteBuffer> bounds = new HashMap<>();
        for (String column : said) {
            NestedField field = schema.findField(column);
            Optional.ofNullable(group.highest().get(column))
                    .ifPresent(value ->
                            bounds.put(field.fieldId(), Conversions.toByteBuffer(field.type(), typed(field, value))));
        }
        return new HighestValues(schema, bounds);
    }

    private static Object typed(NestedField field, Object value) {
        return field.type().typeId() == TypeID.INTEGER ? Math.toIntExact((Long) value) : value;
    }
}
