package io.rollcall.log.bridge;

import io.rollcall.event.Topics;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;

/**
 * Where a record came from, as its header on the log says: {@code TOPIC-PARTITION@OFFSET}.
 *
 * @param partition of the topic that others write
 * @param offset of the record in it
 */
public record SourcePosition(TopicPartition partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(.+)-(\\d{1,9})@(\\d{1,18})");

    /** Writes it into the headers of a record for the log. */
    public void addTo(Headers headers) {
        headers.add(Topics.SOURCE_HEADER, toString().getBytes(StandardCharsets.UTF_8));
    }

    /** Reads it from the headers of a record on the log; empty for one that no bridge has written. */
    static Optional<SourcePosition> in(Headers headers) {
        Header header = headers.lastHeader(Topics.SOURCE_HEADER);
        if (header == null || header.value() == null) {
            return Optional.empty();
        }
        Matcher form = FORM.matcher(new String(header.value(), StandardCharsets.UTF_8));
        return form.matches()
                ? Optional.of(new SourcePosition(
                        new TopicPartition(form.group(1), Integer.parseInt(form.group(2))),
                        Long.parseLong(form.group(3))))
                : Optional.empty();
    }

    @Override
    public String toString() {
        return partition.topic() + '-' + partition.partition() + '@' + offset;
    }
}
