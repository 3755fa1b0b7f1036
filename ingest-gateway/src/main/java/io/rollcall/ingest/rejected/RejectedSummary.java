package io.rollcall.ingest.rejected;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.event.EventGlance;
import io.rollcall.event.Platform;
import io.rollcall.log.rejected.RejectedReader.Reach;
import io.rollcall.log.rejected.RejectedRecord;
import io.rollcall.log.rejected.RejectedRecord.Outcome;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Counts what was rejected, by what tells one fault from another. Bounded, whatever clients make up. */
final class RejectedSummary {
    /** Rows that are told apart; beyond them the version is left out, which is the only thing that clients make up. */
    static final int MOST_ROWS = 1_000;

    /** Stands for all versions that are not told apart. */
    static final String OTHER_VERSIONS = "*";

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final RejectedQuestion question;
    private final ErasedMentions erased;
    private final Map<Row, RejectedRow> rows = new HashMap<>();
    private long events;

    RejectedSummary(RejectedQuestion question, ErasedMentions erased) {
        this.question = question;
        this.erased = erased;
    }

    /** What the events of a row have in common. */
    private record Row(
            String reason,
            @Nullable String key,
            @Nullable Platform platform,
            @Nullable String appVersion) {}

    /** Counts those that the question is about. */
    void add(List<RejectedRecord> records) {
        for (RejectedRecord record : records) {
            if (question.passes(record)) {
                EventGlance glance = EventGlance.at(record.bytes());
                if (question.passes(glance)) {
                    add(record, glance);
                }
            }
        }
    }

    private void add(RejectedRecord record, EventGlance glance) {
        events++;
        String key = record.origin().key();
        Row row = new Row(record.reason(), key, glance.platform(), glance.appVersion());
        if (rows.size() >= MOST_ROWS && !rows.containsKey(row)) {
            row = new Row(record.reason(), key, glance.platform(), OTHER_VERSIONS);
        }
        RejectedRow counted = rows.computeIfAbsent(row, any -> new RejectedRow());
        counted.count(record.receivedAtMillis(), record.outcome() == Outcome.ACCEPTED_SINCE);
        if (counted.wantsSample(record.receivedAtMillis()) && !erased.areIn(record.bytes())) {
            counted.sample(record);
        }
    }

    /** The answer, with the largest rows first. */
    ObjectNode answer(Reach reach) {
        ObjectNode answer = NODES.objectNode()
                .put("from", question.days().from().toString())
                .put("to", question.days().to().toString())
                .put("complete", reach.isWhole())
                .put("read_from", reach.since().toString())
                .put("events", events)
                .put("rows_left_out", Math.max(0, rows.size() - question.limit()));
        ArrayNode shown = answer.putArray("rows");
        rows.entrySet().stream()
                .sorted(Comparator.comparingLong((Map.Entry<Row, RejectedRow> row) ->
                                -row.getValue().events())
                        .thenComparing(row -> row.getKey().toString()))
                .limit(question.limit())
                .forEach(row -> shown.add(shown(row.getKey(), row.getValue())));
        return answer;
    }

    private ObjectNode shown(Row row, RejectedRow counted) {
        ObjectNode shown = NODES.objectNode()
                .put("reason", row.reason())
                .put("key", row.key())
                .put("platform", row.platform() == null ? null : row.platform().code())
                .put(
                        "app_version",
                        row.appVersion() == null || row.appVersion().equals(OTHER_VERSIONS)
                                ? row.appVersion()
                                : question.view().version(row.appVersion()));
        counted.show(shown, question.view());
        return shown;
    }
}
