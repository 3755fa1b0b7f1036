package io.rollcall.query.question;

import io.rollcall.event.Excerpt;
import io.rollcall.event.ProfileIds;
import io.rollcall.event.Regions;
import io.rollcall.lake.metric.RegionChoice;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The parameters of a question as they stand in its address. Every method throws a {@link RefusalException} for what is not a value of
 * its parameter.
 *
 * @param given name to values
 */
public record Parameters(Map<String, List<String>> given) {
    /** Those of every question about days. */
    public static final Set<String> DAYS = Set.of("from", "to");

    /** Those of a question about a profile. */
    public static final Set<String> DAYS_AND_IDS = Set.of("from", "to", ProfileIds.Notation.PARAMETER);

    /** Those of every question about a metric. */
    public static final Set<String> OF_METRICS =
            Set.of("from", "to", "region", "group_by", "as_of", ProfileIds.Notation.PARAMETER);

    private static final String BY_REGION = "region";
    private static final String BY_NONE = "none";
    private static final int LAST_YEAR = 9999;

    /** The same parameters, none of which is unknown. */
    public Parameters requireKnown(Set<String> known) {
        given.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RefusalException(
                            Refusal.UNKNOWN_PARAMETER,
                            "there is no parameter '" + Excerpt.of(name) + "'; there are "
                                    + known.stream().sorted().collect(Collectors.joining(", ")));
                });
        return this;
    }

    /** The one value of a parameter. */
    public Optional<String> one(String name) {
        List<String> values = given.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new RefusalException(Refusal.INVALID_PARAMETER, "parameter " + name + " is given more than once");
        }
        if (values.contains("")) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER, "parameter " + name + " is empty; leave it out or give it a value");
        }
        return values.stream().findFirst();
    }

    /** {@code to} defaults to today (UTC), {@code from} to {@code to}: a question without dates is about today. */
    public DateRange days(LocalDate today) {
        LocalDate to = date("to").orElse(today);
        return new DateRange(date("from").orElse(to), to);
    }

    /** Reads the parameter of that name as a day, if it is given. */
    public Optional<LocalDate> date(String name) {
        return one(name).map(text -> {
            try {
                return requireFourDigits(LocalDate.parse(text));
            } catch (DateTimeException notADate) {
                throw new RefusalException(
                        Refusal.INVALID_DATE,
                        name + " '" + Excerpt.of(text) + "' is not a date; write 2026-11-22 (UTC)");
            }
        });
    }

    /** The time of which the published figures are asked for. */
    public Optional<Instant> asOf() {
        return one("as_of").map(text -> {
            try {
                return requireFourDigits(OffsetDateTime.parse(text)).toInstant();
            } catch (DateTimeException notATime) {
                throw new RefusalException(
                        Refusal.INVALID_DATE,
                        "as_of '" + Excerpt.of(text)
                                + "' is not a time; write 2026-11-22T10:15:02Z (a + in an address is written %2B)");
            }
        });
    }

    /** Reads how the answer gives ids that are numbers. */
    public ProfileIds.Notation ids() {
        String name = ProfileIds.Notation.PARAMETER;
        String text = one(name).orElse(null);
        return ProfileIds.Notation.parse(text)
                .orElseThrow(() -> new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "parameter " + name + " is '" + Excerpt.of(String.valueOf(text)) + "'; it is "
                                + ProfileIds.Notation.WHAT));
    }

    /**
     * Reads the regions that are asked for.
     *
     * @param metric that is asked for
     */
    public RegionChoice regions(String metric) {
        Optional<Set<String>> regions = one("region").map(Parameters::codes);
        String groupBy = one("group_by").orElse(BY_REGION);
        return switch (groupBy) {
            case BY_REGION -> regions.map(RegionChoice::of).orElse(RegionChoice.EVERY);
            case BY_NONE -> united(metric, regions);
            default ->
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "group_by '" + Excerpt.of(groupBy) + "' is neither " + BY_REGION + " nor " + BY_NONE);
        };
    }

    private static RegionChoice united(String metric, Optional<Set<String>> regions) {
        if (regions.isPresent() && !regions.get().equals(RegionChoice.TOTAL.regions())) {
            throw new RefusalException(
                    Refusal.REGIONS_NOT_UNITABLE,
                    metric + " is worked out for each region and for all of them, and cannot be united over "
                            + regions.get() + "; use region=* for all regions, or group_by=region for each");
        }
        return RegionChoice.TOTAL;
    }

    private static Set<String> codes(String list) {
        Set<String> regions = new TreeSet<>();
        for (String region : list.split(",", -1)) {
            if (!region.equals(Regions.ALL) && !Regions.isKnown(region)) {
                throw new RefusalException(
                        Refusal.UNKNOWN_REGION,
                        "there is no region '" + Excerpt.of(region) + "'; write ISO 3166-1 alpha-2 codes in capitals"
                                + " (ZZ for unknown), separated by commas, or * for all together");
            }
            regions.add(region);
        }
        return regions;
    }

    /** Java knows years that no table does. */
    private static <T extends Temporal> T requireFourDigits(T time) {
        int year = time.get(ChronoField.YEAR);
        if (year < 1 || year > LAST_YEAR) {
            throw new DateTimeException("no year of four digits: " + year);
        }
        return time;
    }
}
