package io.rollcall.rollup;

/**
 * A partition as the fence names it: by the topic's id, so that a topic that was deleted and made again under the same
 * name is not mistaken for the old one.
 */
public record FenceField(String topicId, int partition) {
    private static final char SEPARATOR = ':';

    static FenceField parse(String text) {
        int separator = text.indexOf(SEPARATOR);
        return new FenceField(text.substring(0, separator), Integer.parseInt(text, separator + 1, text.length(), 10));
    }

    String text() {
        return topicId + SEPARATOR + partition;
    }
}
