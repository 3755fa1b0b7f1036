package io.rollcall.lake.value;

import io.rollcall.lake.day.PublishedDay;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Days of a question that are answered from the same days: what is known of an open day says something of that day, and nothing yet of
 * the days before it.
 *
 * @param question of those days
 * @param days that its values may be worked out from
 */
record AnswerPart(MetricQuestion question, NavigableMap<LocalDate, PublishedDay> days) {
    /** A question about intervals: an open day is one of their days. */
    static AnswerPart whole(
            MetricQuestion question,
            NavigableMap<LocalDate, PublishedDay> published,
            NavigableMap<LocalDate, PublishedDay> open) {
        NavigableMap<LocalDate, PublishedDay> known = new TreeMap<>(published);
        known.putAll(open);
        return new AnswerPart(question, known);
    }

    /**
     * The parts of a question, in the order of their days.
     *
     * @param published all days
     * @param open those that are not published and counted all the same
     */
    static List<AnswerPart> of(
            MetricQuestion question,
            NavigableMap<LocalDate, PublishedDay> published,
            NavigableMap<LocalDate, PublishedDay> open) {
        List<AnswerPart> parts = new ArrayList<>();
        LocalDate from = question.from();
        NavigableMap<LocalDate, PublishedDay> known = new TreeMap<>(published);
        for (PublishedDay day :
                open.subMap(question.from(), true, question.to(), true).values()) {
            if (from.isBefore(day.dt())) {
                parts.add(new AnswerPart(question.of(from, day.dt().minusDays(1)), published));
            }
            known.putAll(open.headMap(day.dt(), true));
            parts.add(new AnswerPart(question.of(day.dt(), day.dt()), new TreeMap<>(known)));
            from = day.dt().plusDays(1);
        }
        if (!from.isAfter(question.to())) {
            parts.add(new AnswerPart(question.of(from, question.to()), published));
        }
        return parts;
    }
}
