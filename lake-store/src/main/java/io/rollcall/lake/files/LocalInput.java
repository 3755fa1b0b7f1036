package io.rollcall.lake.files;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import org.apache.iceberg.exceptions.NotFoundException;
import org.apache.iceberg.io.InputFile;
import org.apache.iceberg.io.SeekableInputStream;

/** A file on a local disk that Iceberg reads. */
record LocalInput(String location) implements InputFile {
    @Override
    public long getLength() {
        try {
            return Files.size(LocalPaths.path(location));
        } catch (NoSuchFileException gone) {
            throw new NotFoundException(gone, "there is no %s", location);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read the size of " + location, unreadable);
        }
    }

    @Override
    public SeekableInputStream newStream() {
        try {
            return new LocalInputStream(LocalPaths.path(location));
        } catch (NoSuchFileException gone) {
            throw new NotFoundException(gone, "there is no %s", location);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("cannot read " + location, unreadable);
        }
    }

    @Override
    public boolean exists() {
        return Files.exists(LocalPaths.path(location));
    }
}
