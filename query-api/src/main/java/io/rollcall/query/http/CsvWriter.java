package io.rollcall.query.http;

import io.rollcall.access.HungUp;
import io.rollcall.query.answer.Answer;
import io.rollcall.query.lake.AnswersConfig;
import io.vertx.core.Vertx;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.ext.Provider;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of an answer as {@code text/csv}, as they are read: a header and a line a row, the columns those of the JSON; quoted
 * as RFC 4180 says. Texts come from clients in part, and a spreadsheet runs one that begins like a formula: such a text has an
 * apostrophe before it.
 */
@Provider
@Produces(CsvWriter.TEXT_CSV)
public class CsvWriter extends AnswerWriter {
    public static final String TEXT_CSV = "text/csv";

    private static final Pattern NEEDS_QUOTES = Pattern.compile("[\",\r\n]");

    /**
     * The pattern of what a spreadsheet takes for the beginning of a formula, in full width too, also behind blanks
     * that it leaves out.
     */
    private static final Pattern FORMULA = Pattern.compile("^\\s*[=+\\-@\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r]");

    CsvWriter(Vertx vertx, HungUp hungUp, AnswersConfig config) {
        super("csv", vertx, hungUp, config.patience());
    }

    /** Nothing leaves the buffer before the first rows do: until then what goes wrong is still answered by a problem. */
    @Override
    @SuppressWarnings("resource") // the stream is the server's to close
    void write(Answer answer, OutputStream out) throws IOException {
        Writer table = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
        table.write(line(answer.columns()));
        answer.rows().into(cells -> table.write(line(cells)));
        table.flush();
    }

    private static String line(Collection<? extends @Nullable Object> cells) {
        return cells.stream().map(CsvWriter::cell).collect(Collectors.joining(",", "", "\n"));
    }

    /** The text of a cell; what is null in JSON is empty here. */
    static String cell(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text =
                value instanceof CharSequence words && FORMULA.matcher(words).find() ? "'" + words : value.toString();
        return NEEDS_QUOTES.matcher(text).find() ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
