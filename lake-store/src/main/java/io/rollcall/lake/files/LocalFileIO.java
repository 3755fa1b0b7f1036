package io.rollcall.lake.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.SupportsBulkOperations;

/**
 * Iceberg's files on a local disk. Several are deleted here, one after the other, and not in Iceberg's own pool of threads: that one is
 * shut down as soon as the process is told to end, while the archiver still commits what it has in hand.
 */
public final class LocalFileIO implements SupportsBulkOperations {
    private static final long serialVersionUID = 1;

    @Override
    public InputFile newInputFile(String location) {
        return new LocalInput(location);
    }

    @Override
    public OutputFile newOutputFile(String location) {
        return new LocalOutput(location);
    }

    /** Deletes a file; one that is already gone is as good. */
    @Override
    public void deleteFile(String location) {
        try {
            Files.deleteIfExists(LocalPaths.path(location));
        } catch (IOException undeleted) {
            throw new UncheckedIOException("cannot delete " + location, undeleted);
        }
    }

    @Override
    public void deleteFiles(Iterable<String> locations) {
        locations.forEach(this::deleteFile);
    }
}
