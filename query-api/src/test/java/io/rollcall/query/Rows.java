package io.rollcall.query;

import io.rollcall.query.answer.Answer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The rows of an answer as a client has them: column to cell. */
public final class Rows {
    private Rows() {}

    public static List<Map<String, @Nullable Object>> of(Answer answer) {
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        try {
            answer.rows().into(cells -> {
                Map<String, @Nullable Object> row = new LinkedHashMap<>();
                for (int i = 0; i < cells.size(); i++) {
                    row.put(answer.columns().get(i), cells.get(i));
                }
                rows.add(row);
            });
        } catch (IOException impossible) {
            throw new UncheckedIOException("nothing is written here", impossible);
        }
        return rows;
    }
}
