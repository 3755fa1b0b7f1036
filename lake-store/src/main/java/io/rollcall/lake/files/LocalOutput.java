package io.rollcall.lake.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import org.apache.iceberg.exceptions.AlreadyExistsException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.OutputFile;
import org.apache.iceberg.io.PositionOutputStream;

/** A file on a local disk that Iceberg makes. */
record LocalOutput(String location) implements OutputFile {
    @Override
    public PositionOutputStream create() {
        if (Files.exists(LocalPaths.path(location))) {
            throw new AlreadyExistsException("%s exists already", location);
        }
        return open(DurableFile.Existing.KEPT);
    }

    @Override
    public PositionOutputStream createOrOverwrite() {
        return open(DurableFile.Existing.REPLACED);
    }

    private PositionOutputStream open(DurableFile.Existing existing) {
        try {
            return new LocalOutputStream(DurableFile.begin(LocalPaths.path(location), existing));
        } catch (IOException unwritable) {
            throw new UncheckedIOException("cannot write " + location, unwritable);
        }
    }

    @Override
    public InputFile toInputFile() {
        return new LocalInput(location);
    }
}
