package io.rollcall.ingest.rejected;

import io.rollcall.event.ErasedProfiles;

/**
 * Finds erased profiles in bytes of which nobody knows what they are. Where an event cannot be read its profile cannot
 * either, so every number counts that is the id of one, wherever it stands.
 */
final class ErasedMentions {
    /** No id of a profile is longer. */
    private static final int MOST_DIGITS = 19;

    private final ErasedProfiles erased;

    ErasedMentions(ErasedProfiles erased) {
        this.erased = erased;
    }

    boolean areIn(byte[] text) {
        if (erased.size() == 0) {
            return false;
        }
        int at = 0;
        while (at < text.length) {
            int begin = at;
            while (at < text.length && text[at] >= '0' && text[at] <= '9') {
                at++;
            }
            if (isErased(text, begin, at)) {
                return true;
            }
            at = Math.max(at, begin + 1);
        }
        return false;
    }

    boolean areIn(long profileId) {
        return erased.contains(profileId);
    }

    private boolean isErased(byte[] text, int begin, int end) {
        int first = begin;
        while (first < end && text[first] == '0') {
            first++;
        }
        if (first == end || end - first > MOST_DIGITS) {
            return false;
        }
        long id = 0;
        for (int at = first; at < end; at++) {
            id = 10 * id + (text[at] - '0');
        }
        // What is too large for an id has run over, and is none.
        return id > 0 && erased.contains(id);
    }
}
