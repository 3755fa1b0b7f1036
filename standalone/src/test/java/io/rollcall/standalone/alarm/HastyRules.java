package io.rollcall.standalone.alarm;

import java.util.Map;
import java.util.regex.Pattern;

/** The rules with shorter durations: a test cannot wait for an hour. */
final class HastyRules {
    private static final Map<String, Integer> SECONDS = Map.of("s", 1, "m", 60, "h", 3_600);
    private static final int MILLIS = 1_000;

    /** Windows, and how long a condition has to hold. */
    private static final Pattern DURATION = Pattern.compile("(?<=\\[|for: )(\\d+)([smh])");

    /** The one threshold that is a time. */
    private static final Pattern LAG =
            Pattern.compile("(?<=\\(rollcall_rollup_lag_seconds\\[\\w{1,9}]\\)\\) > )(\\d+)");

    private HastyRules() {}

    /** The same rules, so many times faster. */
    static String of(String rules, int times) {
        String lag = replaceSome(LAG, rules, times);
        return DURATION.matcher(lag).replaceAll(found -> millis(found.group(1), found.group(2)) / times + "ms");
    }

    private static String replaceSome(Pattern seconds, String rules, int times) {
        if (!seconds.matcher(rules).find()) {
            throw new IllegalStateException("the rules have no threshold of lag like " + seconds);
        }
        return seconds.matcher(rules).replaceAll(found -> Double.toString(Double.parseDouble(found.group()) / times));
    }

    private static long millis(String number, String unit) {
        return Long.parseLong(number) * SECONDS.getOrDefault(unit, 0) * MILLIS;
    }
}
