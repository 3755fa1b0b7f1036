package io.rollcall.ingest.rejected;

import io.rollcall.event.ErasedProfiles;
import io.rollcall.event.ProfileTexts;
import java.nio.charset.StandardCharsets;

/**
 * Finds erased profiles in bytes of which nobody knows what they are. Where an event cannot be read its profile cannot
 * either, so every number, and where profiles are texts every text, counts that is the id of one, wherever it stands.
 */
final class ErasedMentions {
    /** No id of a profile is longer. */
    private static final int MOST_DIGITS = 19;

    private final ErasedProfiles erased;
    private final ProfileTexts profiles;

    /**
     * Nobody else is looked for.
     *
     * @param profiles the texts that profiles may be
     */
    ErasedMentions(ErasedProfiles erased, ProfileTexts profiles) {
        this.erased = erased;
        this.profiles = profiles;
    }

    boolean areIn(byte[] text) {
        if (erased.size() == 0) {
            return false;
        }
        return areNumbersIn(text) || (profiles.areTaken() && areTextsIn(text));
    }

    private boolean areNumbersIn(byte[] text) {
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

    /** Looks at what stands between any two quotation marks: of a text that is cut or broken nobody knows which of them belong together. */
    private boolean areTextsIn(byte[] text) {
        String read = new String(text, StandardCharsets.UTF_8);
        int begin = read.indexOf('"') + 1;
        while (begin > 0) {
            int end = read.indexOf('"', begin);
            if (end >= 0
                    && end - begin <= ProfileTexts.MOST_CHARS
                    && profiles.parse(read.substring(begin, end))
                            .filter(erased::contains)
                            .isPresent()) {
                return true;
            }
            begin = end + 1;
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
