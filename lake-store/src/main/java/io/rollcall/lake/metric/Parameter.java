package io.rollcall.lake.metric;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * A parameter of a metric. Its default stands here and nowhere else: the night computes with it, and a question that names it is
 * answered from what the night computed.
 *
 * @param name in addresses
 * @param meaning what it may be, for those who read the description
 * @param domain the values that there are, as far as a program needs to know
 * @param parser of its text; throws an {@link InvalidArgumentException} for what is none
 * @param standard its default
 * @param standardText the default, for those who read the description
 * @param stored whether stored values answer a value; none but the default unless a parameter says so
 * @param bindings what a computation that takes it is given for a value
 * @param choices which rows a value asks for
 * @param events the names of events in a value
 */
public record Parameter<T>(
        String name,
        String meaning,
        Domain domain,
        Function<String, T> parser,
        T standard,
        String standardText,
        Predicate<T> stored,
        BiFunction<T, Arguments, Binding> bindings,
        BiFunction<T, Arguments, Choice> choices,
        Function<T, List<String>> events) {

    /** A parameter that does nothing yet. */
    static <T> Parameter<T> of(
            String name, String meaning, Function<String, T> parser, T standard, String standardText) {
        return new Parameter<>(
                name,
                meaning,
                Domain.TEXT,
                parser,
                standard,
                standardText,
                standard::equals,
                (value, arguments) -> Binding.NONE,
                (value, arguments) -> Choice.ALL,
                value -> List.of());
    }

    /**
     * A parameter that takes a whole number.
     *
     * @param what it is the number of
     */
    static Parameter<Integer> number(String name, String what, int least, int most, int standard) {
        return of(
                        name,
                        what + ": " + Text.range(least, most),
                        text -> Text.number(name, text, least, most),
                        standard,
                        Integer.toString(standard))
                .among(Domain.between(least, most));
    }

    /** Chooses among the dimensions. */
    static Parameter<String> dimension(String name, List<String> known) {
        return of(name, Text.choice(known), text -> Text.oneOf(name, known, text), "", "all")
                .among(Domain.oneOf(known))
                .choosingWhenGiven(Choice::dimension);
    }

    /** Chooses items, separated by commas. */
    static Parameter<List<String>> items(String name) {
        return of(name, "one or several, separated by commas", text -> Text.list(name, text), List.<String>of(), "all")
                .among(Domain.LIST)
                .choosing(Choice::items);
    }

    /** Rows of a day and region at most. */
    static Parameter<Integer> limit(int most, int standard) {
        return number("limit", "rows of a day and region", 1, most, standard).choosing(Choice::first);
    }

    /** Its values are those of a domain. */
    Parameter<T> among(Domain values) {
        return new Parameter<>(
                name, meaning, values, parser, standard, standardText, stored, bindings, choices, events);
    }

    /** Whatever its value is, stored values answer: it only says which of them. */
    Parameter<T> choosing(Function<T, Choice> choice) {
        return choosing((value, arguments) -> choice.apply(value)).storing(value -> true);
    }

    Parameter<T> choosingWhenGiven(Function<T, Choice> choice) {
        return choosing((value, arguments) -> arguments.isGiven(name) ? choice.apply(value) : Choice.ALL)
                .storing(value -> true);
    }

    Parameter<T> choosing(BiFunction<T, Arguments, Choice> choice) {
        return new Parameter<>(name, meaning, domain, parser, standard, standardText, stored, bindings, choice, events);
    }

    Parameter<T> storing(Predicate<T> values) {
        return new Parameter<>(
                name, meaning, domain, parser, standard, standardText, values, bindings, choices, events);
    }

    Parameter<T> giving(Function<T, Binding> binding) {
        return giving((value, arguments) -> binding.apply(value));
    }

    Parameter<T> giving(BiFunction<T, Arguments, Binding> binding) {
        return new Parameter<>(name, meaning, domain, parser, standard, standardText, stored, binding, choices, events);
    }

    /** Its values name events. */
    Parameter<T> naming(Function<T, List<String>> names) {
        return new Parameter<>(name, meaning, domain, parser, standard, standardText, stored, bindings, choices, names);
    }

    /** Says what it may be, and what it is when it is left out: for those who read the description. */
    public String takes() {
        return meaning + "; default: " + standardText;
    }

    /** The default as it is written in an address; empty where only leaving the parameter out says it. */
    public Optional<String> written() {
        try {
            return parser.apply(standardText).equals(standard) ? Optional.of(standardText) : Optional.empty();
        } catch (InvalidArgumentException notAValue) {
            return Optional.empty();
        }
    }

    T parse(String text) {
        return parser.apply(text);
    }

    List<String> events(Arguments arguments) {
        return events.apply(arguments.get(this));
    }

    boolean isStandard(Arguments arguments) {
        return stored.test(arguments.get(this));
    }

    Binding binding(Arguments arguments) {
        return bindings.apply(arguments.get(this), arguments);
    }

    Choice choice(Arguments arguments) {
        return choices.apply(arguments.get(this), arguments);
    }
}
