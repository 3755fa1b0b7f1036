package io.rollcall.lake.sql;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Conditions on a row's columns, as texts. */
public final class Condition {
    private Condition() {}

    /** The column has a value. */
    public static String isThere(String column) {
        return column + " IS NOT NULL";
    }

    /** The column has another value than that. */
    public static String isNot(String column, String text) {
        return column + " <> " + Literal.of(text);
    }

    /** The column has one of the values; at least one. */
    public static String isOneOf(String column, Collection<String> texts) {
        return isIn(column, texts.stream().sorted().map(Literal::of));
    }

    /** The column has one of the values, or none at all. */
    public static String isOneOfOrMissing(String column, Collection<String> texts) {
        return "(" + isOneOf(column, texts) + " OR " + column + " IS NULL)";
    }

    /** The column has a JSON object whose member of a name is a text, or something that is written as that text. */
    public static String says(String column, String member, String text) {
        return "json_text(" + column + ", " + Literal.of(member) + ") = " + Literal.of(text);
    }

    /** The column has a day from the first to the last. */
    public static String isBetween(String column, LocalDate first, LocalDate last) {
        return column + " BETWEEN " + Literal.of(first) + " AND " + Literal.of(last);
    }

    /** The column has one of the days; at least one. */
    public static String isOneOfDays(String column, Collection<LocalDate> days) {
        return isIn(column, days.stream().sorted().map(Literal::of));
    }

    /** The column has one of the numbers; at least one. */
    public static String isOneOfNumbers(String column, Collection<Long> numbers) {
        return isIn(column, numbers.stream().map(Literal::of));
    }

    private static String isIn(String column, Stream<String> literals) {
        return column + literals.collect(Collectors.joining(", ", " IN (", ")"));
    }

    /** The column has that text. */
    public static String is(String column, String text) {
        return column + " = " + Literal.of(text);
    }

    /** The condition that one of some conditions holds. */
    public static String any(List<String> conditions) {
        return conditions.stream().map(one -> "(" + one + ")").collect(Collectors.joining(" OR "));
    }

    /** The condition that all of some conditions hold. */
    public static String all(List<String> conditions) {
        return String.join(" AND ", conditions);
    }
}
