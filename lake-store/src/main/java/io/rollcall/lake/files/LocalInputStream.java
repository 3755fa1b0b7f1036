package io.rollcall.lake.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.iceberg.io.SeekableInputStream;

/** Reads a file through a buffer, from wherever it is told to. */
final class LocalInputStream extends SeekableInputStream {
    private static final int BUFFER_BYTES = 64 << 10;

    private final FileChannel channel;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES).limit(0);

    /** The place in the file at which the buffer ends. */
    private long bufferEnd;

    LocalInputStream(Path path) throws IOException {
        channel = FileChannel.open(path, StandardOpenOption.READ);
    }

    @Override
    public long getPos() {
        return bufferEnd - buffer.remaining();
    }

    @Override
    public void seek(long position) {
        long ahead = position - getPos();
        if (ahead >= 0 && ahead <= buffer.remaining()) {
            buffer.position(buffer.position() + (int) ahead);
        } else {
            buffer.position(buffer.limit());
            bufferEnd = position;
        }
    }

    @Override
    public int read() throws IOException {
        return isFilled() ? Byte.toUnsignedInt(buffer.get()) : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (!buffer.hasRemaining() && length >= BUFFER_BYTES) {
            int bytes = channel.read(ByteBuffer.wrap(into, offset, length), bufferEnd);
            bufferEnd += Math.max(0, bytes);
            return bytes;
        }
        if (!isFilled()) {
            return -1;
        }
        int bytes = Math.min(length, buffer.remaining());
        buffer.get(into, offset, bytes);
        return bytes;
    }

    private boolean isFilled() throws IOException {
        if (buffer.hasRemaining()) {
            return true;
        }
        buffer.clear();
        int bytes = channel.read(buffer, bufferEnd);
        buffer.flip();
        bufferEnd += Math.max(0, bytes);
        return bytes > 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
