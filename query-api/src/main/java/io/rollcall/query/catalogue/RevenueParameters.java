package io.rollcall.query.catalogue;

import io.rollcall.lake.metric.CurrencyRate;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How currencies are added up, which nobody does without being told the rates. */
final class RevenueParameters {
    private static final Pattern RATE = Pattern.compile("([A-Z]{3})-([A-Z]{3}):(\\d{1,9}(?:\\.\\d{1,9})?)");
    private static final int MOST_RATES = 200;

    private static final String RATES =
            "how currencies are added up: minor units of the second for one of the first, at most " + MOST_RATES
                    + " separated by commas, as in EUR-USD:1.08,BRL-USD:0.18; default: they are not";

    private RevenueParameters() {}

    /** {@code rates=EUR-USD:1.08,USD-USD:1}: minor units of the second currency for one of the first. */
    static FigureParameter rates() {
        return new FigureParameter("rates", RATES, (text, asked) -> {
            List<CurrencyRate> rates = Arrays.stream(text.split(",", -1))
                    .limit(MOST_RATES + 1L)
                    .map(RevenueParameters::rate)
                    .toList();
            if (rates.size() > MOST_RATES) {
                throw FigureParameter.invalid("rates", text, "a list of at most " + MOST_RATES);
            }
            asked.relation("asked.rate", CurrencyRate.relation(rates));
        });
    }

    private static CurrencyRate rate(String text) {
        Matcher rate = RATE.matcher(text);
        if (!rate.matches()) {
            throw FigureParameter.invalid("rates", text, "a list of rates such as EUR-USD:1.08");
        }
        return new CurrencyRate(rate.group(1), rate.group(2), new BigDecimal(rate.group(3)));
    }
}
