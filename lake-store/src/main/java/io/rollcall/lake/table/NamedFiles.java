package io.rollcall.lake.table;

import io.rollcall.lake.files.LocalPaths;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.apache.iceberg.ManifestFile;
import org.apache.iceberg.ManifestFiles;
import org.apache.iceberg.ReachableFileUtil;
import org.apache.iceberg.Snapshot;
import org.apache.iceberg.Table;
import org.apache.iceberg.io.CloseableIterable;

/** Every file that a table's metadata names: data of all snapshots, manifests, lists of them, and the metadata itself. */
public final class NamedFiles {
    private NamedFiles() {}

    public static Set<Path> of(Table table) {
        Set<String> locations = new HashSet<>(ReachableFileUtil.metadataFileLocations(table, false));
        locations.addAll(ReachableFileUtil.manifestListLocations(table));
        locations.addAll(ReachableFileUtil.statisticsFilesLocations(table));
        Set<String> read = new HashSet<>();
        for (Snapshot snapshot : table.snapshots()) {
            for (ManifestFile manifest : snapshot.allManifests(table.io())) {
                if (read.add(manifest.path())) {
                    locations.add(manifest.path());
                    addData(table, manifest, locations);
                }
            }
        }
        Set<Path> paths = new HashSet<>();
        locations.forEach(location -> paths.add(LocalPaths.path(location)));
        return paths;
    }

    private static void addData(Table table, ManifestFile manifest, Set<String> locations) {
        try (CloseableIterable<String> data = ManifestFiles.readPaths(manifest, table.io(), table.specs())) {
            data.forEach(locations::add);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + manifest.path(), unreadable);
        }
    }
}
