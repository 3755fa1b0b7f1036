package io.rollcall.rollup;

/**
 * A partition as the fence names it: by the topic's id, so that a topic that was deleted and made again under the same
 * name is not mistaken for the old one.
 */
public record FenceField(String topicId, int partition) {
    private static final char SEPARATOR = ':';

    String text() {
        return topicId + SEPARATOR + partition;
    }
}
