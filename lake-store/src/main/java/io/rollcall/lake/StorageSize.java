package io.rollcall.lake;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An amount of memory or disk, as settings spell it: {@code 512K}, {@code 600M}, {@code 64G}, or bytes without a letter. */
public record StorageSize(long bytes) {
    private static final Pattern FORM = Pattern.compile("(\\d+)([KMGT]?)");
    private static final String UNITS = "KMGT";
    private static final int BITS_A_UNIT = 10;

    /** Reads it; the settings find this method by its name. */
    public static StorageSize of(String text) {
        Matcher form = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no size: write 512K, 600M or 64G");
        }
        int unit = form.group(2).isEmpty() ? 0 : UNITS.indexOf(form.group(2)) + 1;
        return new StorageSize(Math.multiplyExact(Long.parseLong(form.group(1)), 1L << (unit * BITS_A_UNIT)));
    }
}
