package io.rollcall.standalone.imports;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The file beside the imported one that holds what was rejected, one JSON object a line: {@code {"line_number",
 * "reason", "detail", "line"}}. Made with the first rejection; the file of an earlier run is removed at the start.
 */
final class RejectedLines implements Closeable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path file;
    private @Nullable BufferedWriter writer;

    RejectedLines(Path file) throws IOException {
        this.file = file;
        Files.deleteIfExists(file);
    }

    void add(Line line, String reason, String detail) throws IOException {
        BufferedWriter out = writer();
        out.write(JSON.writeValueAsString(JSON.createObjectNode()
                .put("line_number", line.number())
                .put("reason", reason)
                .put("detail", detail)
                .put("line", new String(line.text(), StandardCharsets.UTF_8))));
        out.newLine();
        // A run that is cut off has written what it knew.
        out.flush();
    }

    @Override
    public void close() throws IOException {
        if (writer != null) {
            writer.close();
        }
    }

    private BufferedWriter writer() throws IOException {
        if (writer == null) {
            writer = Files.newBufferedWriter(file);
        }
        return writer;
    }
}
