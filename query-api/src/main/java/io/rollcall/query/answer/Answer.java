package io.rollcall.query.answer;

import io.rollcall.lake.metric.Metric;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer: an envelope, and rows that are read only while they are written out. It is given once.
 *
 * @param head the members of the envelope before its rows; complete once the first row is there, or the last
 * @param columns the keys of every row, in order
 * @param unpublished becomes shorter with the rows
 * @param isTruncated of a table, whose rows are arrays in JSON: whether some of them are left out; empty for rows that are objects
 */
public record Answer(
        Map<String, @Nullable Object> head,
        List<String> columns,
        UnpublishedDays unpublished,
        Rows rows,
        Optional<Boolean> isTruncated) {
    private static final String DEFINITION = "definition_version";

    /** An answer whose rows are objects. */
    public Answer(Map<String, @Nullable Object> head, List<String> columns, UnpublishedDays unpublished, Rows rows) {
        this(head, columns, unpublished, rows, Optional.empty());
    }

    /** A table: its columns are described in the head. */
    public static Answer table(
            Map<String, @Nullable Object> head, List<String> columns, Rows rows, boolean isTruncated) {
        return new Answer(
                head,
                columns,
                new UnpublishedDays(Stream.empty(), Set.of(), Optional.empty()),
                rows,
                Optional.of(isTruncated));
    }

    /** A source of rows that gives them on, one after the other. */
    @FunctionalInterface
    public interface Rows {
        void into(RowWriter writer) throws IOException;
    }

    /** Takes the cells of a row, in the order of the columns. */
    @FunctionalInterface
    public interface RowWriter {
        /** Told before the first row, where no row can change any more without being restated: a text that other rows do not have. */
        default void settled(String fingerprint) throws IOException {}

        void write(List<@Nullable Object> cells) throws IOException;
    }

    /**
     * The answer to a question about a metric.
     *
     * @param columns between region and status
     */
    public static Answer of(
            List<String> columns, Map<String, @Nullable Object> head, UnpublishedDays unpublished, Rows rows) {
        return new Answer(head, AnswerRow.columns(columns), unpublished, rows);
    }

    /** The envelope of a metric's values; where some of its columns may be added up and others not, it names them. */
    public static Map<String, @Nullable Object> head(Metric metric) {
        Map<String, @Nullable Object> head = head(metric.name(), metric.version(), metric.additive());
        List<String> additive = metric.additiveMeasures();
        if (!metric.additive() && !additive.isEmpty()) {
            head.put("additive_columns", additive);
        }
        return head;
    }

    /** The envelope of numbers that follow a definition. */
    public static Map<String, @Nullable Object> head(String metric, int definitionVersion, boolean additive) {
        Map<String, @Nullable Object> head = new LinkedHashMap<>();
        head.put("metric", metric);
        head.put(DEFINITION, definitionVersion);
        head.put("additive", additive);
        return head;
    }

    /** The rows were worked out by that version of the definition, or by newer ones: the oldest says what they compare with. */
    public static void setDefinition(Map<String, @Nullable Object> head, int oldestVersion) {
        head.put(DEFINITION, oldestVersion);
    }

    /** The same answer; who listens is told before the first row when all of them are settled. */
    public Answer tellingSettled(Settled listener) {
        return new Answer(
                head,
                columns,
                unpublished,
                writer -> rows.into(new RowWriter() {
                    @Override
                    public void settled(String fingerprint) throws IOException {
                        listener.settled(fingerprint);
                    }

                    @Override
                    public void write(List<@Nullable Object> cells) throws IOException {
                        writer.write(cells);
                    }
                }),
                isTruncated);
    }

    /** Is told that no row of an answer can change any more. */
    @FunctionalInterface
    public interface Settled {
        void settled(String fingerprint) throws IOException;
    }

    /** The members after the rows, which say why some of the asked days have none. */
    public Map<String, Object> tail() {
        Map<String, Object> members = new LinkedHashMap<>(unpublished.members());
        isTruncated.ifPresent(is -> members.put("truncated", is));
        return members;
    }
}
