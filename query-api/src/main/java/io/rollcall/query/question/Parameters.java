package io.rollcall.query.question;

import io.rollcall.event.Excerpt;
import io.rollcall.event.ProfileIds;
import io.rollcall.event.Regions;
import io.rollcall.lake.metric.EventFilter;
import io.rollcall.lake.metric.Facet;
import io.rollcall.lake.metric.Interval;
import io.rollcall.lake.metric.Metric;
import io.rollcall.lake.metric.Parameter;
import io.rollcall.lake.metric.RegionChoice;
import io.rollcall.lake.metric.Slice;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoField;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            Set.of("from", "to", "region", "group_by", "interval", "as_of", ProfileIds.Notation.PARAMETER);

    /** The parameters that filter by a property, as they are listed. */
    public static final String OF_A_PROPERTY = EventFilter.PROPERTY + "NAME";

    /** The parameter that says how an answer is written, whatever the request accepts beside it. */
    public static final String FORMAT = "format";

    /** The ways in which an answer can be written. */
    public static final List<String> FORMATS = List.of("json", "csv");

    private static final String BY_REGION = "region";
    private static final String BY_NONE = "none";

    /** The values of {@code group_by} of every metric. */
    public static final List<String> GROUPINGS = List.of(BY_REGION, BY_NONE);

    private static final int MOST_GROUPS = 2;

    private static final int LAST_YEAR = 9999;

    /** The same parameters, none of which is unknown: those named, and how the answer is written. */
    public Parameters requireKnown(Set<String> own) {
        Set<String> known = new TreeSet<>(own);
        known.add(FORMAT);
        given.keySet().stream()
                .filter(name -> !known.contains(name)
                        && !(known.contains(OF_A_PROPERTY) && name.startsWith(EventFilter.PROPERTY)))
                .findFirst()
                .ifPresent(name -> {
                    throw new RefusalException(
                            Refusal.UNKNOWN_PARAMETER,
                            "there is no parameter '" + Excerpt.of(name) + "'; there are " + String.join(", ", known));
                });
        one(FORMAT).filter(format -> !FORMATS.contains(format)).ifPresent(format -> {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "format '" + Excerpt.of(format) + "' is none of " + String.join(", ", FORMATS));
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

    /**
     * Reads the parameter of that name as a whole number above 0.
     *
     * @param otherwise what it is when it is not given
     */
    public int count(String name, int otherwise, int most) {
        return one(name)
                .map(text -> {
                    int count = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
                    if (count < 1 || count > most) {
                        throw new RefusalException(
                                Refusal.INVALID_PARAMETER,
                                "parameter " + name + " is '" + Excerpt.of(text) + "'; it is a whole number from 1 to "
                                        + most);
                    }
                    return count;
                })
                .orElse(otherwise);
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
     * Reads the regions that are asked for. Without {@code region} among what answers are broken down by, it is that of all together.
     *
     * @param metric that is asked for
     */
    public RegionChoice regions(String metric) {
        Optional<Set<String>> regions = one("region").map(Parameters::codes);
        if (groupings().contains(BY_REGION)) {
            return regions.map(RegionChoice::of).orElse(RegionChoice.EVERY);
        }
        unitedRegions().filter(united -> united.contains(Regions.ALL)).ifPresent(united -> {
            throw notUnitable(metric, united);
        });
        return RegionChoice.TOTAL;
    }

    /** The regions of which there is to be one figure; empty where each has one, or all together. */
    private Optional<Set<String>> unitedRegions() {
        return groupings().contains(BY_REGION)
                ? Optional.empty()
                : one("region").map(Parameters::codes).filter(regions -> !regions.equals(RegionChoice.TOTAL.regions()));
    }

    /**
     * Makes sure that a metric has not to be united over regions.
     *
     * @throws RefusalException when it has
     */
    public void requireNoUnion(String metric) {
        unitedRegions().ifPresent(united -> {
            throw notUnitable(metric, united);
        });
    }

    /**
     * Reads which events count, and by what beside the region answers are broken down.
     *
     * @param metric which has another meaning for what it has parameters of its own for
     */
    public Slice slice(Metric metric) {
        Map<Facet, Set<String>> wanted = new EnumMap<>(Facet.class);
        for (Facet facet : Facet.values()) {
            one(facet.word()).ifPresent(text -> wanted.put(facet, facet.parse(text)));
        }
        return new Slice(
                wanted,
                eventFilters(own(metric)),
                groupings().stream().flatMap(word -> Facet.find(word).stream()).toList());
    }

    /** The parameters that a metric has beside those of every metric. */
    public static Set<String> own(Metric metric) {
        return metric.parameters().stream().map(Parameter::name).collect(Collectors.toSet());
    }

    /** The parameters that say which events count; one that means something else to the metric is none. */
    public static List<String> filters(Metric metric) {
        return Stream.concat(
                        Stream.of(Facet.values()).map(Facet::word), Stream.of(EventFilter.EVENT_NAME, OF_A_PROPERTY))
                .filter(name -> !own(metric).contains(name))
                .toList();
    }

    private List<EventFilter> eventFilters(Set<String> own) {
        List<EventFilter> filters = new ArrayList<>();
        unitedRegions()
                .filter(regions -> !regions.contains(Regions.ALL))
                .map(EventFilter.InRegions::new)
                .ifPresent(filters::add);
        if (!own.contains(EventFilter.EVENT_NAME)) {
            one(EventFilter.EVENT_NAME).map(EventFilter.Named::parse).ifPresent(filters::add);
        }
        List<String> properties = given.keySet().stream()
                .filter(name -> name.startsWith(EventFilter.PROPERTY))
                .sorted()
                .toList();
        if (properties.size() > EventFilter.MOST_PROPERTIES) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "the question names " + properties.size() + " properties; name at most "
                            + EventFilter.MOST_PROPERTIES);
        }
        properties.forEach(name ->
                one(name).map(value -> EventFilter.Property.parse(name, value)).ifPresent(filters::add));
        return filters;
    }

    /** Reads of which days together there is a row each. */
    public Interval interval() {
        String text = one("interval").orElse(Interval.DAY.word());
        return Interval.find(text)
                .orElseThrow(() -> new RefusalException(
                        Refusal.INVALID_PARAMETER,
                        "interval '" + Excerpt.of(text) + "' is none of "
                                + Stream.of(Interval.values())
                                        .map(Interval::word)
                                        .collect(Collectors.joining(", "))));
    }

    private List<String> groupings() {
        String text = one("group_by").orElse(BY_REGION);
        List<String> words = List.of(text.split(",", -1));
        boolean areKnown = words.stream()
                .allMatch(word -> word.equals(BY_REGION) || Facet.find(word).isPresent());
        if (!words.equals(List.of(BY_NONE))
                && (!areKnown
                        || words.size() > MOST_GROUPS
                        || words.size() > Set.copyOf(words).size())) {
            throw new RefusalException(
                    Refusal.INVALID_PARAMETER,
                    "group_by '" + Excerpt.of(text) + "' is neither " + BY_NONE + " nor one or two of " + BY_REGION
                            + ", " + Stream.of(Facet.values()).map(Facet::word).collect(Collectors.joining(", ")));
        }
        return words;
    }

    /** Says that some regions cannot be one. */
    public static RefusalException notUnitable(String metric, Set<String> regions) {
        return new RefusalException(
                Refusal.REGIONS_NOT_UNITABLE,
                metric + " is worked out for each region and for all of them, and cannot be united over " + regions
                        + "; use region=* for all regions, or group_by=region for each");
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
