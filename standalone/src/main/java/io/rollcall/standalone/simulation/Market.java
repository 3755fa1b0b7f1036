package io.rollcall.standalone.simulation;

import java.time.ZoneId;
import java.util.List;

/**
 * A region in which the service is open.
 *
 * @param zone the time by which its evenings fall
 * @param currency in which is paid there
 * @param weight of all who join, relative to the other markets
 * @param opens the day on which it opens, counted from the first day of the service
 * @param growth how many times as many join there once it has grown
 */
record Market(String region, ZoneId zone, String currency, double weight, int opens, double growth) {
    private static final String DOLLARS = "USD";
    private static final String EUROS = "EUR";

    /** From the day on which growth begins it takes so many days. */
    private static final double GROWING_DAYS = 45;

    private static final int GROWTH_BEGINS = 12;

    /**
     * The markets, in proportion to the subscribers of a large streaming service. India grows, and Indonesia is opened late:
     * both so that there is something to be found.
     */
    static final List<Market> ALL = List.of(
            steady("US", "America/Chicago", DOLLARS, 24),
            new Market("IN", ZoneId.of("Asia/Kolkata"), DOLLARS, 5, 0, 6),
            steady("BR", "America/Sao_Paulo", DOLLARS, 9),
            steady("GB", "Europe/London", DOLLARS, 7),
            steady("DE", "Europe/Berlin", EUROS, 6),
            steady("MX", "America/Mexico_City", DOLLARS, 6),
            steady("JP", "Asia/Tokyo", DOLLARS, 5.5),
            steady("FR", "Europe/Paris", EUROS, 5),
            steady("CA", "America/Toronto", DOLLARS, 4),
            steady("KR", "Asia/Seoul", DOLLARS, 3.5),
            steady("ES", "Europe/Madrid", EUROS, 3),
            steady("IT", "Europe/Rome", EUROS, 3),
            steady("AR", "America/Argentina/Buenos_Aires", DOLLARS, 2.5),
            steady("AU", "Australia/Sydney", DOLLARS, 2.2),
            steady("CO", "America/Bogota", DOLLARS, 2),
            new Market("ID", ZoneId.of("Asia/Jakarta"), DOLLARS, 5, 44, 1),
            steady("PL", "Europe/Warsaw", EUROS, 1.5),
            steady("TR", "Europe/Istanbul", DOLLARS, 1.3),
            steady("NL", "Europe/Amsterdam", EUROS, 1),
            steady("ZA", "Africa/Johannesburg", DOLLARS, 0.8),
            steady("NG", "Africa/Lagos", DOLLARS, 0.6),
            steady("SE", "Europe/Stockholm", EUROS, 0.6));

    private static Market steady(String region, String zone, String currency, double weight) {
        return new Market(region, ZoneId.of(zone), currency, weight, 0, 1);
    }

    /** The markets of those who join on a day of the service. */
    static Shares<Market> ofThoseWhoJoin(int day) {
        Shares<Market> shares = new Shares<>();
        ALL.stream().filter(market -> market.opens() <= day).forEach(market -> shares.with(market, market.pull(day)));
        return shares;
    }

    private double pull(int day) {
        double grown = Math.min(1, Math.max(0, (day - GROWTH_BEGINS) / GROWING_DAYS));
        return weight * (1 + (growth - 1) * grown);
    }
}
