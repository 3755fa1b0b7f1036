package io.rollcall.access.keys;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.access.reread.RereadFile;
import java.io.IOException;
import java.nio.file.Path;

/** The form in which keys are kept: JSON, with the digests of their secrets and never a secret. */
public final class KeyFile {
    /** More than the most keys take that there may be. */
    static final int MOST_BYTES = 1 << 20;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .build();

    private static final ObjectReader READER = JSON.readerFor(StoredKeys.class);

    private KeyFile() {}

    /**
     * Reads a file's bytes.
     *
     * @throws IOException when it is not there, cannot be read, or is larger than any file of keys
     */
    public static byte[] bytes(Path file) throws IOException {
        return RereadFile.bytes(file, MOST_BYTES);
    }

    /**
     * Reads what stands in a file.
     *
     * @throws IllegalArgumentException when that is no list of keys; the message says why, and repeats no digest
     */
    public static StoredKeys parse(byte[] json) {
        try {
            StoredKeys keys = READER.readValue(json);
            if (keys == null) {
                throw new IllegalArgumentException("it is not {\"keys\": [...]}");
            }
            return keys;
        } catch (JacksonException unreadable) {
            Throwable cause = unreadable.getCause();
            throw new IllegalArgumentException(
                    cause instanceof IllegalArgumentException refused && refused.getMessage() != null
                            ? refused.getMessage()
                            : unreadable.getOriginalMessage() + where(unreadable),
                    unreadable);
        } catch (IOException impossible) {
            throw new IllegalStateException("bytes in memory can be read", impossible);
        }
    }

    private static String where(JacksonException unreadable) {
        return unreadable.getLocation() == null
                ? ""
                : " (line " + unreadable.getLocation().getLineNr() + ")";
    }

    /** Writes the keys down, for people too. */
    public static byte[] format(StoredKeys keys) {
        try {
            return JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(keys);
        } catch (JacksonException impossible) {
            throw new IllegalStateException("a list of texts can be written", impossible);
        }
    }
}
