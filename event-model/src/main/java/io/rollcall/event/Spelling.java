package io.rollcall.event;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Finds the known name that somebody may have meant. For answers to mistakes: it compares with every name there is. */
public final class Spelling {
    /** A longer text is no slip of the pen, and comparing it would cost what its sender likes. */
    private static final int LONGEST = 64;

    /** The number of characters of which one may be wrong. */
    private static final int CHARACTERS_A_SLIP = 4;

    private static final int MOST_SLIPS = 2;
    private static final Pattern SEPARATORS = Pattern.compile("[^\\p{L}\\p{N}]");

    private Spelling() {}

    /** The name that differs least: in capitals and separators only, or in one or two characters. */
    public static Optional<String> nearest(String text, Collection<String> names) {
        String plain = plain(text);
        if (plain.isEmpty() || plain.length() > LONGEST) {
            return Optional.empty();
        }
        int allowed = Math.min(MOST_SLIPS, plain.length() / CHARACTERS_A_SLIP);
        return names.stream()
                .filter(name -> Math.abs(plain(name).length() - plain.length()) <= allowed)
                .filter(name -> slips(plain, plain(name)) <= allowed)
                .min(Comparator.<String>comparingInt(name -> slips(plain, plain(name)))
                        .thenComparing(Comparator.naturalOrder()));
    }

    /** The name that differs in capitals and separators only. */
    static Optional<String> spelledLike(String text, Collection<String> names) {
        String plain = plain(text);
        return names.stream().filter(name -> plain(name).equals(plain)).findFirst();
    }

    /** Letters and digits alone, in lower case: {@code profileId} and {@code profile-id} are {@code profile_id}. */
    private static String plain(String text) {
        return SEPARATORS.matcher(text.toLowerCase(Locale.ROOT)).replaceAll("");
    }

    /** Counts the characters that are wrong, missing, too many, or in each other's place. */
    private static int slips(String one, String other) {
        int[][] slips = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                slips[i][j] = i == 0 || j == 0 ? i + j : best(slips, one, other, i, j);
            }
        }
        return slips[one.length()][other.length()];
    }

    private static int best(int[][] slips, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(slips[i - 1][j - 1] + (same ? 0 : 1), Math.min(slips[i - 1][j], slips[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, slips[i - 2][j - 2] + 1) : least;
    }
}
