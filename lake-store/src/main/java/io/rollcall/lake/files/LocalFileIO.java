package io.rollcall.lake.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.iceberg.io.FileIO;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;

/** Iceberg's files on a local disk. */
public final class LocalFileIO implements FileIO {
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
}
