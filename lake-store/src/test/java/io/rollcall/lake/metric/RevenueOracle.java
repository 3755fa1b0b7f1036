package io.rollcall.lake.metric;

import io.rollcall.lake.testkit.Fact;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The figures of revenue and of lost subscribers by definition: every account is followed from change to change and day to day. */
final class RevenueOracle {
    private static final int MONTH_DAYS = 30;
    private static final List<String> CURRENCIES = List.of("USD", "EUR", "unknown");
    private static final String TOTAL = "total";

    /** A change, or anything else that happened to an account, in the order of the log. */
    record Given(
            Fact fact,
            @Nullable String kind,
            @Nullable Integer price,
            @Nullable String currency) {
        String account() {
            Long account = fact.accountId();
            return account == null ? "profile " + fact.profileId() : account.toString();
        }

        boolean isChange() {
            return kind != null && !kind.equals("pause");
        }
    }

    /** What is known of a subscription at some time. */
    private record State(boolean subscribed, long price, String currency) {
        private static final State NONE = new State(false, 0, "unknown");

        long mrr(String of) {
            return subscribed && currency.equals(of) ? price : 0;
        }

        State after(Given change) {
            if ("cancel".equals(change.kind())) {
                return new State(false, price, currency);
            }
            Integer said = change.price();
            return new State(
                    true, said == null ? price : said, Objects.requireNonNullElse(change.currency(), currency));
        }
    }

    private final Map<String, List<Given>> changes = new TreeMap<>();
    private final List<Given> given;
    private final Set<LocalDate> counted;
    private final LocalDate beginning;

    RevenueOracle(List<Given> given, Set<LocalDate> counted, LocalDate beginning) {
        this.given = given;
        this.counted = new TreeSet<>(counted);
        this.beginning = beginning;
        given.stream()
                .filter(Given::isChange)
                .sorted(Comparator.comparing((Given change) -> change.fact().at())
                        .thenComparing(change -> change.fact().profileId() % 4)
                        .thenComparing(given::indexOf))
                .forEach(change -> changes.computeIfAbsent(change.account(), account -> new ArrayList<>())
                        .add(change));
    }

    private State at(String account, LocalDate endOf) {
        State state = State.NONE;
        for (Given change : changes.getOrDefault(account, List.of())) {
            if (!change.fact().dt().isAfter(endOf)) {
                state = state.after(change);
            }
        }
        return state;
    }

    private List<String> accounts(String region) {
        return changes.entrySet().stream()
                .filter(account -> region.equals("*")
                        || account.getValue().get(0).fact().region().equals(region))
                .map(Map.Entry::getKey)
                .toList();
    }

    private Set<String> regions(LocalDate dt) {
        Set<String> regions = new TreeSet<>();
        changes.forEach((account, all) -> {
            if (!all.get(0).fact().dt().isAfter(dt)) {
                regions.add("*");
                regions.add(all.get(0).fact().region());
            }
        });
        return regions;
    }

    /** @param rates what a minor unit of each currency is in dollars; those without one let no total be said */
    FigureMap revenue(LocalDate from, LocalDate to, Map<String, Double> rates) {
        FigureMap figures = new FigureMap();
        for (LocalDate dt : asked(from, to)) {
            for (String region : regions(dt)) {
                Map<String, Map<String, Double>> parts = new TreeMap<>();
                for (String currency : CURRENCIES) {
                    Map<String, Double> measures = measures(dt, region, currency);
                    measures.forEach((measure, value) -> figures.put(dt, region, "currency", currency, measure, value));
                    if (!measures.isEmpty()) {
                        parts.put(currency, measures);
                    }
                }
                if (!parts.isEmpty() && rates.keySet().containsAll(parts.keySet())) {
                    total(dt, region, parts.keySet(), rates)
                            .forEach((measure, value) -> figures.put(dt, region, TOTAL, "USD", measure, value));
                }
            }
        }
        return figures;
    }

    private Map<String, Double> total(LocalDate dt, String region, Set<String> parts, Map<String, Double> rates) {
        double mrr = 0;
        double payers = 0;
        double subscribers = 0;
        double revenue = 0;
        double payerDays = 0;
        for (String currency : parts) {
            double rate = rates.getOrDefault(currency, Double.NaN);
            mrr += rate * mrr(dt, region, currency);
            payers += payers(dt, region, currency);
            subscribers += subscribers(dt, region, currency);
            for (int ago = 0; ago < MONTH_DAYS; ago++) {
                revenue += rate * mrr(dt.minusDays(ago), region, currency);
                payerDays += payers(dt.minusDays(ago), region, currency);
            }
        }
        Map<String, Double> measures = new HashMap<>(unmoved());
        for (String account : accounts(region)) {
            State before = at(account, dt.minusDays(1));
            State after = at(account, dt);
            double paid = before.mrr(before.currency()) == 0
                    ? 0
                    : before.mrr(before.currency()) * rates.getOrDefault(before.currency(), Double.NaN);
            double pays = after.mrr(after.currency()) == 0
                    ? 0
                    : after.mrr(after.currency()) * rates.getOrDefault(after.currency(), Double.NaN);
            if (paid != pays) {
                measures.merge(kind(account, dt, TOTAL, paid, pays), Math.abs(pays - paid), Double::sum);
            }
        }
        measures.put("subscribers", subscribers);
        measures.put("paying_subscribers", payers);
        measures.put("mrr_minor", mrr);
        measures.put("arm_minor", FigureMap.quotient(revenue, payerDays));
        measures.put("arpu_minor", FigureMap.quotient(mrr, active(dt, region, TOTAL)));
        measures.put("arppu_minor", FigureMap.quotient(mrr, payers));
        return measures;
    }

    private List<LocalDate> asked(LocalDate from, LocalDate to) {
        return from.datesUntil(to.plusDays(1)).filter(counted::contains).toList();
    }

    private Map<String, Double> measures(LocalDate dt, String region, String currency) {
        double subscribers = subscribers(dt, region, currency);
        double revenue = 0;
        double payerDays = 0;
        for (int ago = 0; ago < MONTH_DAYS; ago++) {
            revenue += mrr(dt.minusDays(ago), region, currency);
            payerDays += payers(dt.minusDays(ago), region, currency);
        }
        if (subscribers == 0 && payerDays == 0) {
            return Map.of();
        }
        double mrr = mrr(dt, region, currency);
        Map<String, Double> measures = new HashMap<>(movement(dt, region, currency));
        measures.put("subscribers", subscribers);
        measures.put("paying_subscribers", payers(dt, region, currency));
        measures.put("mrr_minor", mrr);
        measures.put("arm_minor", FigureMap.quotient(revenue, payerDays));
        measures.put("arpu_minor", FigureMap.quotient(mrr, active(dt, region, currency)));
        measures.put("arppu_minor", FigureMap.quotient(mrr, payers(dt, region, currency)));
        return measures;
    }

    private double subscribers(LocalDate dt, String region, String currency) {
        return accounts(region).stream()
                .map(account -> at(account, dt))
                .filter(state -> state.subscribed() && state.currency().equals(currency))
                .count();
    }

    private double payers(LocalDate dt, String region, String currency) {
        return accounts(region).stream()
                .filter(account -> at(account, dt).mrr(currency) > 0)
                .count();
    }

    private double mrr(LocalDate dt, String region, String currency) {
        return accounts(region).stream()
                .mapToLong(account -> at(account, dt).mrr(currency))
                .sum();
    }

    /** Those whose last known currency it is; for the total all. */
    private double active(LocalDate dt, String region, String currency) {
        return given.stream()
                .filter(event -> event.fact().active())
                .filter(event -> region.equals("*") || event.fact().region().equals(region))
                .filter(event -> {
                    long ago = ChronoUnit.DAYS.between(event.fact().dt(), dt);
                    return ago >= 0 && ago < MONTH_DAYS;
                })
                .map(Given::account)
                .distinct()
                .filter(account ->
                        currency.equals(TOTAL) || at(account, dt).currency().equals(currency))
                .count();
    }

    private Map<String, Double> movement(LocalDate dt, String region, String currency) {
        Map<String, Double> moved = new HashMap<>(unmoved());
        for (String account : accounts(region)) {
            long before = at(account, dt.minusDays(1)).mrr(currency);
            long after = at(account, dt).mrr(currency);
            if (before != after) {
                moved.merge(
                        kind(account, dt, currency, (double) before, (double) after),
                        (double) Math.abs(after - before),
                        Double::sum);
            }
        }
        return moved;
    }

    private static Map<String, Double> unmoved() {
        Map<String, Double> unmoved = new HashMap<>();
        for (String kind : List.of("new_mrr", "expansion_mrr", "contraction_mrr", "churned_mrr", "reactivation_mrr")) {
            unmoved.put(kind, 0.0);
        }
        return unmoved;
    }

    private String kind(String account, LocalDate dt, String currency, double before, double after) {
        if (before == 0) {
            boolean paidEver = beginning
                    .datesUntil(dt)
                    .map(day -> at(account, day))
                    .anyMatch(state -> state.mrr(currency.equals(TOTAL) ? state.currency() : currency) > 0);
            return paidEver ? "reactivation_mrr" : "new_mrr";
        }
        if (after == 0) {
            return "churned_mrr";
        }
        return after > before ? "expansion_mrr" : "contraction_mrr";
    }

    FigureMap churn(LocalDate from, LocalDate to) {
        FigureMap figures = new FigureMap();
        for (LocalDate dt : asked(from, to)) {
            for (String region : regions(dt)) {
                lost(dt, region)
                        .forEach((measure, value) -> figures.put(dt, region, "subscription", "", measure, value));
            }
        }
        return figures;
    }

    private Map<String, Double> lost(LocalDate dt, String region) {
        LocalDate month = dt.withDayOfMonth(1);
        double atStart = 0;
        double cancelled = 0;
        double back = 0;
        double passing = 0;
        for (String account : accounts(region)) {
            boolean wasThere = at(account, month.minusDays(1)).subscribed();
            for (LocalDate day = beginning; !day.isAfter(dt); day = day.plusDays(1)) {
                boolean before = at(account, day.minusDays(1)).subscribed();
                boolean after = at(account, day).subscribed();
                if (!day.isBefore(month)) {
                    cancelled += wasThere && before && !after ? 1 : 0;
                    back += wasThere && !before && after ? 1 : 0;
                    passing += !wasThere && before && !after ? 1 : 0;
                }
            }
            atStart += wasThere ? 1 : 0;
        }
        return Map.of(
                "subscribers_at_start", atStart,
                "cancellations", cancelled,
                "resubscriptions", back,
                "began_and_left", passing,
                "gross", FigureMap.quotient(cancelled, atStart),
                "net", FigureMap.quotient(cancelled - back, atStart));
    }
}
