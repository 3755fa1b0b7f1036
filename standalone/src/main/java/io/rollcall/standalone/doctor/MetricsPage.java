package io.rollcall.standalone.doctor;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What {@code /q/metrics} says, in Prometheus' text format. Lines that are no samples are passed over. */
record MetricsPage(List<Sample> samples) {
    private static final Pattern LINE = Pattern.compile("(?m)^([a-z_]+)(?:\\{(.*)\\})? (-?[0-9.]+(?:E-?[0-9]+)?)$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    /** One series and its value; those that are not a number are left out. */
    record Sample(String name, Map<String, String> labels, double value) {
        String label(String label) {
            return labels.getOrDefault(label, "");
        }
    }

    static MetricsPage parse(String text) {
        return new MetricsPage(
                LINE.matcher(text).results().map(MetricsPage::sample).toList());
    }

    private static Sample sample(MatchResult line) {
        Map<String, String> labels = new TreeMap<>();
        if (line.group(2) != null) {
            LABEL.matcher(line.group(2)).results().forEach(label -> labels.put(label.group(1), label.group(2)));
        }
        return new Sample(line.group(1), Map.copyOf(labels), Double.parseDouble(line.group(3)));
    }

    Stream<Sample> named(String name) {
        return samples.stream().filter(sample -> sample.name().equals(name));
    }

    /** The largest value of a metric; the other where the page has none. */
    double most(String name, double otherwise) {
        return named(name).mapToDouble(Sample::value).max().orElse(otherwise);
    }
}
