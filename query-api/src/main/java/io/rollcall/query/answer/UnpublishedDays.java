package io.rollcall.query.answer;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The members of an answer about the asked days that nobody has counted exactly yet: they name those that it has no row
 * of either, and say where history begins, if that matters to them. An instance is for one answer.
 */
public final class UnpublishedDays {
    private static final String NOT_PUBLISHED = "not_published";
    private static final String HISTORY_BEGINS = "history_begins";

    private final TreeSet<LocalDate> days = new TreeSet<>();
    private final Optional<LocalDate> historyBegins;

    /**
     * Those of the asked that are not among the counted: the published, or those that are counted from what is archived, too.
     *
     * @param historyBegins the first day that is published at all, where that is to be said
     */
    public UnpublishedDays(Stream<LocalDate> asked, Set<LocalDate> counted, Optional<LocalDate> historyBegins) {
        asked.filter(dt -> !counted.contains(dt)).forEach(days::add);
        this.historyBegins = historyBegins;
    }

    /** The answer has a row of that day: it says itself how settled it is. */
    public void answered(LocalDate dt) {
        days.remove(dt);
    }

    /** Members of the answer; each only where there is something to say. */
    Map<String, Object> members() {
        Map<String, Object> members = new LinkedHashMap<>();
        if (!days.isEmpty()) {
            members.put(NOT_PUBLISHED, names());
        }
        historyBegins.ifPresent(first -> members.put(HISTORY_BEGINS, first.toString()));
        return members;
    }

    private List<String> names() {
        return days.stream().map(LocalDate::toString).toList();
    }
}
