package io.rollcall.log.bridge;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;

/**
 * What a bridge is about to write, committed beside its position before it writes anything: should it die, its next
 * life looks from there on which of these records are on the log already. In Kafka it is the text beside the committed
 * offset, of which a broker takes 4096 bytes.
 *
 * @param end the offset after the last record of the source that is about to be written
 * @param atMillis when it was, by the clock that the written records have their timestamps from
 * @param from where the log ended before, in each partition that may be written to
 */
record Intent(long end, long atMillis, Map<TopicPartition, Long> from) {
    /** What a broker takes by default ({@code offset.metadata.max.bytes}). */
    private static final int MOST_CHARS = 4_096;

    private static final String VERSION = "1";
    private static final Pattern FORM = Pattern.compile("1 (\\d{1,18}) (\\d{1,18})((?: [^ ]+)*)");
    private static final Pattern TOPIC = Pattern.compile("([^ :]+):(\\d[\\d=,]*)");
    private static final Pattern PARTITION = Pattern.compile("(\\d{1,9})=(\\d{1,18})");

    Intent {
        from = Map.copyOf(from);
    }

    /** The same, of so many records more; where the log is to be looked at stays. */
    Intent extendedTo(long laterEnd, long laterMillis) {
        return new Intent(Math.max(end, laterEnd), laterMillis, from);
    }

    /**
     * As text: {@code 1 END MILLIS TOPIC:PARTITION=OFFSET,... ...}.
     *
     * @throws IllegalStateException when a broker would not take it
     */
    String text() {
        Map<String, Map<Integer, Long>> topics = new TreeMap<>();
        from.forEach((partition, offset) -> topics.computeIfAbsent(partition.topic(), topic -> new TreeMap<>())
                .put(partition.partition(), offset));
        String text = VERSION
                + ' '
                + end
                + ' '
                + atMillis
                + topics.entrySet().stream()
                        .map(topic -> ' '
                                + topic.getKey()
                                + ':'
                                + topic.getValue().entrySet().stream()
                                        .map(partition -> partition.getKey() + "=" + partition.getValue())
                                        .collect(Collectors.joining(",")))
                        .collect(Collectors.joining());
        if (text.length() > MOST_CHARS) {
            throw new IllegalStateException("the log has more partitions than a bridge can note down: " + from.size());
        }
        return text;
    }

    /**
     * Reads what stands beside a committed offset; empty where nothing is on its way, or somebody else has written
     * there.
     */
    static Optional<Intent> in(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        Map<TopicPartition, Long> from = TOPIC.matcher(form.group(3))
                .results()
                .collect(
                        HashMap::new,
                        (all, topic) -> PARTITION
                                .matcher(topic.group(2))
                                .results()
                                .forEach(partition -> all.put(
                                        new TopicPartition(topic.group(1), Integer.parseInt(partition.group(1))),
                                        Long.parseLong(partition.group(2)))),
                        Map::putAll);
        return Optional.of(new Intent(Long.parseLong(form.group(1)), Long.parseLong(form.group(2)), from));
    }
}
