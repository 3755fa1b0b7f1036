package io.rollcall.lake.files;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.io.PositionOutputStream;

/** Writes a file that appears when the stream is closed. */
final class LocalOutputStream extends PositionOutputStream {
    private static final int BUFFER_BYTES = 64 << 10;

    private final DurableFile file;
    private final OutputStream bytes;
    private long position;
    private boolean closed;

    LocalOutputStream(DurableFile file) throws IOException {
        this.file = file;
        this.bytes = new BufferedOutputStream(
                Files.newOutputStream(file.unfinished(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                BUFFER_BYTES);
    }

    @Override
    public long getPos() {
        return position;
    }

    @Override
    public void write(int one) throws IOException {
        bytes.write(one);
        position++;
    }

    @Override
    public void write(byte[] from, int offset, int length) throws IOException {
        bytes.write(from, offset, length);
        position += length;
    }

    @Override
    public void flush() throws IOException {
        bytes.flush();
    }

    @Override
    public void close() throws IOException {
        if (!closed) {
            closed = true;
            bytes.close();
            file.finish();
        }
    }
}
