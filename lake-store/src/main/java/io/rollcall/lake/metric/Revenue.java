package io.rollcall.lake.metric;

import io.rollcall.lake.metric.Computation.Input;
import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code revenue}: who subscribes, what they pay, and what moved. */
final class Revenue {
    private static final Pattern RATE = Pattern.compile("([A-Z]{3})-([A-Z]{3}):(\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final int MOST_RATES = 200;

    /**
     * A rate of exchange: what one minor unit of a currency is worth in another.
     *
     * @param rate minor units of {@code to} for one of {@code from}
     */
    private record Rate(String from, String to, BigDecimal rate) {
        static Rate parse(String text) {
            Matcher rate = RATE.matcher(text);
            if (!rate.matches()) {
                throw InvalidArgumentException.of("rates", text, "a list of rates such as EUR-USD:1.08");
            }
            return new Rate(rate.group(1), rate.group(2), new BigDecimal(rate.group(3)));
        }

        Map<String, String> literals() {
            return Map.of("currency", Literal.of(from), "to_currency", Literal.of(to), "rate", rate.toPlainString());
        }
    }

    private static final Parameter<List<Rate>> RATES = Parameter.of(
                    "rates",
                    "how currencies are added up: minor units of the second for one of the first, at most " + MOST_RATES
                            + " separated by commas, as in EUR-USD:1.08,BRL-USD:0.18",
                    text -> Text.list("rates", text, MOST_RATES).stream()
                            .map(Rate::parse)
                            .toList(),
                    List.<Rate>of(),
                    "they are not")
            .among(Domain.LIST)
            .giving(rates -> Binding.relation(
                    "asked.rate",
                    Relation.of(
                            List.of("currency VARCHAR", "to_currency VARCHAR", "rate DOUBLE"),
                            rates.stream().map(Rate::literals).toList())));

    static final ComputedMetric METRIC = ComputedMetric.of(
                    "revenue",
                    2,
                    "who subscribes at the end of dt, what they pay a month, and what moved it",
                    Columns.of(
                                    Measure.count("subscribers", "accounts").addingOverRegions(),
                                    Measure.count("paying_subscribers", "accounts")
                                            .addingOverRegions(),
                                    money("mrr_minor").addingOverRegions(),
                                    money("new_mrr").addingOverRegionsAndDays(),
                                    money("expansion_mrr").addingOverRegionsAndDays(),
                                    money("contraction_mrr").addingOverRegionsAndDays(),
                                    money("churned_mrr").addingOverRegionsAndDays(),
                                    money("reactivation_mrr").addingOverRegionsAndDays(),
                                    money("arm_minor"),
                                    money("arpu_minor"),
                                    money("arppu_minor"))
                            .by("kind")
                            .each("currency"),
                    Computation.of("revenue", Input.SUBSCRIPTION)
                            .with(Binding.before(29))
                            .atMost(31)
                            .taking(RATES))
            .asking(Parameter.items("currency"), RATES)
            .over(Interval.ALL);

    private Revenue() {}

    private static Measure money(String name) {
        return Measure.number(name, "minor units");
    }
}
