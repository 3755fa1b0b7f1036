package io.rollcall.query.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.access.HungUp;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.lake.AnswersConfig;
import io.vertx.core.Vertx;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes an answer as {@code application/json}, row by row as they are read. */
@Provider
@Produces(MediaType.APPLICATION_JSON)
public class JsonWriter extends AnswerWriter {
    private final ObjectMapper json;

    JsonWriter(ObjectMapper json, Vertx vertx, HungUp hungUp, AnswersConfig config) {
        super("json", vertx, hungUp, config.patience());
        this.json = json;
    }

    /** Nothing leaves the generator before the first rows do: until then what goes wrong is still answered by a problem. */
    @Override
    @SuppressWarnings("resource") // a generator that is closed writes an end, as if the answer were whole
    void write(Answer answer, OutputStream out) throws IOException {
        JsonGenerator generator = json.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        answer.rows().into(cells -> {
            begin(generator, answer);
            if (answer.isTruncated().isPresent()) {
                writeRow(generator, cells);
            } else {
                writeRow(generator, answer.columns(), cells);
            }
        });
        begin(generator, answer);
        generator.writeEndArray();
        writeMembers(generator, answer.tail());
        generator.writeEndObject();
        generator.close();
    }

    /** With the first row, or without any: only then the head is complete. */
    private static void begin(JsonGenerator generator, Answer answer) throws IOException {
        if (generator.getOutputContext().inRoot()) {
            generator.writeStartObject();
            writeMembers(generator, answer.head());
            generator.writeArrayFieldStart("rows");
        }
    }

    private static void writeMembers(JsonGenerator generator, Map<String, ? extends @Nullable Object> members)
            throws IOException {
        for (Map.Entry<String, ? extends @Nullable Object> member : members.entrySet()) {
            generator.writePOJOField(member.getKey(), member.getValue());
        }
    }

    private static void writeRow(JsonGenerator generator, List<String> columns, List<@Nullable Object> cells)
            throws IOException {
        generator.writeStartObject();
        for (int i = 0; i < cells.size(); i++) {
            generator.writeFieldName(columns.get(i));
            writeCell(generator, cells.get(i));
        }
        generator.writeEndObject();
    }

    /** A row of a table, of which two columns may have one name. */
    private static void writeRow(JsonGenerator generator, List<@Nullable Object> cells) throws IOException {
        generator.writeStartArray();
        for (Object cell : cells) {
            writeCell(generator, cell);
        }
        generator.writeEndArray();
    }

    private static void writeCell(JsonGenerator generator, @Nullable Object cell) throws IOException {
        if (cell == null) {
            generator.writeNull();
        } else if (cell instanceof String text) {
            generator.writeString(text);
        } else if (cell instanceof BigDecimal share) {
            generator.writeNumber(share);
        } else if (cell instanceof Long || cell instanceof Integer) {
            generator.writeNumber(((Number) cell).longValue());
        } else if (cell instanceof Double number) {
            generator.writeNumber(number);
        } else if (cell instanceof Boolean is) {
            generator.writeBoolean(is);
        } else {
            throw new IllegalArgumentException("no cell of an answer: " + cell.getClass());
        }
    }
}
