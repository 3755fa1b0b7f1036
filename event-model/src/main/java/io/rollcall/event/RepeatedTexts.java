package io.rollcall.event;

import org.jspecify.annotations.Nullable;

/**
 * Remembers the short texts that come again in nearly every event (regions, names, platforms, versions), so that they are
 * not made anew each time. Bounded: of two texts that fall on one place the later one stays. Safe for use by many threads
 * without a lock: a text is immutable, and whoever does not see it makes it once more.
 */
final class RepeatedTexts {
    /** Longer ones are ids and the like, which do not come again. */
    static final int LONGEST = 20;

    private static final int PLACES = 1 << 10;

    private final @Nullable String[] known = new @Nullable String[PLACES];

    /** The text of these characters, at most {@link #LONGEST}. */
    String of(char[] characters, int offset, int length) {
        int hash = 0;
        for (int at = offset; at < offset + length; at++) {
            hash = 31 * hash + characters[at];
        }
        int place = (hash ^ (hash >>> 16)) & (PLACES - 1);
        String text = known[place];
        if (text == null || !isText(text, characters, offset, length)) {
            text = new String(characters, offset, length);
            known[place] = text;
        }
        return text;
    }

    private static boolean isText(String text, char[] characters, int offset, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int at = 0; at < length; at++) {
            if (text.charAt(at) != characters[offset + at]) {
                return false;
            }
        }
        return true;
    }
}
