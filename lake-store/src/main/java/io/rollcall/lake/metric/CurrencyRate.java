package io.rollcall.lake.metric;

import io.rollcall.lake.sql.Literal;
import io.rollcall.lake.sql.Relation;
import java.math.BigDecimal;
import java.util.List;

/**
 * What one minor unit of a currency is worth in another.
 *
 * @param rate minor units of {@code to} for one of {@code from}
 */
public record CurrencyRate(String from, String to, BigDecimal rate) {
    /** {@code asked.rate}, by which {@code catalogue/revenue.sql} adds currencies up. */
    public static String relation(List<CurrencyRate> rates) {
        return Relation.of(
                List.of("currency VARCHAR", "to_currency VARCHAR", "rate DOUBLE"),
                rates.stream()
                        .map(rate -> List.of(
                                Literal.of(rate.from()),
                                Literal.of(rate.to()),
                                rate.rate().toPlainString()))
                        .toList());
    }
}
