package io.rollcall.query;

import io.rollcall.event.Regions;
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
 * Turns query parameters into a question, or refuses them. {@code to} defaults to today (UTC), {@code from} to
 * {@code to}: a question without dates is about today.
 */
public final class QuestionReader {
    static final String FROM = "from";
    static final String TO = "to";
    private static final String REGION = "region";
    private static final String GROUP_BY = "group_by";
    private static final String AS_OF = "as_of";
    private static final Set<String> METRIC_PARAMETERS = Set.of(FROM, TO, REGION, GROUP_BY, AS_OF);
    private static final Set<String> DAYS = Set.of(FROM, TO);
    private static final String BY_REGION = "region";
    private static final String BY_NONE = "none";
    private static final int LAST_YEAR = 9999;

    private QuestionReader() {}

    /**
     * The question that {@code GET /v1/metrics/{metric}} asks.
     *
     * @throws RefusalException when it is not one
     */
    public static Question metric(String id, Map<String, List<String>> parameters, LocalDate today) {
        Metric metric = Metrics.find(id)
                .orElseThrow(() -> new RefusalException(
                        Refusal.UNKNOWN_METRIC,
                        "no metric is called '" + excerpt(id) + "'; there are " + String.join(", ", Metrics.ids())));
        requireKnown(parameters, METRIC_PARAMETERS);
        return new Question(
                metric,
                AskedDays.of(dates(parameters, today)),
                grouped(metric, parameters),
                one(parameters, AS_OF).map(QuestionReader::instant));
    }

    /**
     * The days that {@code GET /v1/profiles/{profile_id}/engagement} asks for.
     *
     * @throws RefusalException when they are none
     */
    public static DateRange profileDays(Map<String, List<String>> parameters, LocalDate today) {
        requireKnown(parameters, DAYS);
        return dates(parameters, today);
    }

    /**
     * The days that {@code GET /v1/reconciliations} asks for.
     *
     * @throws RefusalException when they are none
     */
    public static DateRange reportDays(Map<String, List<String>> parameters, LocalDate today) {
        requireKnown(parameters, DAYS);
        return dates(parameters, today);
    }

    /**
     * A profile's id from the path.
     *
     * @throws RefusalException when it is not a whole number above 0
     */
    public static long profileId(String text) {
        if (text.matches("\\d{1,19}")) {
            try {
                long id = Long.parseLong(text);
                if (id > 0) {
                    return id;
                }
            } catch (NumberFormatException beyond64Bits) {
                throw invalidProfileId(text);
            }
        }
        throw invalidProfileId(text);
    }

    private static RefusalException invalidProfileId(String text) {
        return new RefusalException(
                Refusal.INVALID_PROFILE_ID, "'" + excerpt(text) + "' is no profile_id: a whole number above 0, 64 bit");
    }

    static void requireKnown(Map<String, List<String>> parameters, Set<String> known) {
        parameters.keySet().stream()
                .filter(name -> !known.contains(name))
                .findFirst()
                .ifPresent(name -> {
                    throw new RefusalException(
                            Refusal.UNKNOWN_PARAMETER,
                            "there is no parameter '" + excerpt(name) + "'; there are "
                                    + known.stream().sorted().collect(Collectors.joining(", ")));
                });
    }

    private static Instant instant(String text) {
        try {
            return requireFourDigits(OffsetDateTime.parse(text)).toInstant();
        } catch (DateTimeException notATime) {
            throw new RefusalException(
                    Refusal.INVALID_DATE,
                    "as_of '" + excerpt(text)
                            + "' is not a time; write 2026-11-22T10:15:02Z (a + in an address is written %2B)");
        }
    }

    private static DateRange dates(Map<String, List<String>> parameters, LocalDate today) {
        LocalDate to = date(parameters, TO).orElse(today);
        return new DateRange(date(parameters, FROM).orElse(to), to);
    }

    static Optional<LocalDate> date(Map<String, List<String>> parameters, String name) {
        return one(parameters, name).map(text -> {
            try {
                return requireFourDigits(LocalDate.parse(text));
            } catch (DateTimeException notADate) {
                throw new RefusalException(
                        Refusal.INVALID_DATE, name + " '" + excerpt(text) + "' is not a date; write 2026-11-22 (UTC)");
            }
        });
    }

    private static RegionChoice grouped(Metric metric, Map<String, List<String>> parameters) {
        Optional<Set<String>> regions = one(parameters, REGION).map(QuestionReader::regions);
        String groupBy = one(parameters, GROUP_BY).orElse(BY_REGION);
        return switch (groupBy) {
            case BY_REGION -> regions.map(RegionChoice::of).orElse(RegionChoice.EVERY);
            case BY_NONE -> united(metric, regions);
            default ->
                throw new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "group_by '" + excerpt(groupBy) + "' is neither " + BY_REGION + " nor " + BY_NONE);
        };
    }

    private static RegionChoice united(Metric metric, Optional<Set<String>> regions) {
        if (regions.isPresent() && !regions.get().equals(RegionChoice.TOTAL.regions())) {
            throw new RefusalException(
                    Refusal.REGIONS_NOT_UNITABLE,
                    metric.id() + " counts distinct profiles, which cannot be united over " + regions.get()
                            + " live; use region=* for all regions, or group_by=region for each");
        }
        return RegionChoice.TOTAL;
    }

    private static Set<String> regions(String list) {
        Set<String> regions = new TreeSet<>();
        for (String region : list.split(",", -1)) {
            if (!region.equals(Regions.ALL) && !Regions.isKnown(region)) {
                throw new RefusalException(
                        Refusal.UNKNOWN_REGION,
                        "there is no region '" + excerpt(region) + "'; write ISO 3166-1 alpha-2 codes in capitals"
                                + " (ZZ for unknown), separated by commas, or * for all together");
            }
            regions.add(region);
        }
        return regions;
    }

    /** The one value of a parameter. */
    static Optional<String> one(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw new RefusalException(Refusal.INVALID_PARAMETER, "parameter " + name + " is given more than once");
        }
        if (values.contains("")) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER, "parameter " + name + " is empty; leave it out or give it a value");
        }
        return values.stream().findFirst();
    }

    /** Java knows years that no table does. */
    private static <T extends Temporal> T requireFourDigits(T time) {
        int year = time.get(ChronoField.YEAR);
        if (year < 1 || year > LAST_YEAR) {
            throw new DateTimeException("no year of four digits: " + year);
        }
        return time;
    }

    static String excerpt(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "...";
    }
}
