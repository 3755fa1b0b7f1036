package io.rollcall.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * The ids of profiles that are texts elsewhere: the first eight bytes of HMAC-SHA-256 (RFC 2104, FIPS 180-4) of the text in UTF-8, by
 * a key of the deployment, as a big-endian number without its highest bit; 1 in place of 0. Texts of digits are the number that
 * they write, mapped or not. Whoever lacks the key can neither find two texts of one id, nor say whose id it is.
 */
public final class ProfileTexts {
    /** No text but digits is an id. */
    public static final ProfileTexts NONE = new ProfileTexts(null, Taken.NONE);

    /** Takes whatever a gateway may have taken, for readers to whom somebody else says which id it is. */
    public static final ProfileTexts READ_ELSEWHERE = new ProfileTexts(null, Taken.UNREAD);

    /** The longest text. */
    public static final int MOST_CHARS = Limits.TEXT_CHARS;

    /** The words that say what an id may be, for those who wrote something else. */
    public static final String WHAT = "a whole number above 0, or a text of 1 to " + MOST_CHARS + " characters";

    private static final int LEAST_KEY_CHARS = 16;
    private static final Pattern NUMBER = Pattern.compile("-?[0-9]+");
    private static final String ALGORITHM = "HmacSHA256";

    private final @Nullable Mac keyed;
    private final Taken taken;

    private enum Taken {
        NONE,
        MAPPED,
        UNREAD
    }

    private ProfileTexts(@Nullable Mac keyed, Taken taken) {
        this.keyed = keyed;
        this.taken = taken;
    }

    /**
     * The ids by a key; {@link #NONE} without one.
     *
     * @throws IllegalArgumentException for a key that can be guessed; the message does not repeat it
     */
    public static ProfileTexts of(Optional<String> key) {
        return key.map(ProfileTexts::keyed).orElse(NONE);
    }

    private static ProfileTexts keyed(String key) {
        if (key.strip().length() < LEAST_KEY_CHARS) {
            throw new IllegalArgumentException(
                    "rollcall.profiles.text-key has fewer than " + LEAST_KEY_CHARS
                            + " characters; make a long random one, and never change it: with another key all texts are other profiles");
        }
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(key.strip().getBytes(StandardCharsets.UTF_8), ALGORITHM));
            return new ProfileTexts(mac, Taken.MAPPED);
        } catch (NoSuchAlgorithmException | InvalidKeyException impossible) {
            throw new IllegalStateException("every Java platform has " + ALGORITHM, impossible);
        }
    }

    /** Says whether a text that is no number may be an id. */
    public boolean areTaken() {
        return taken != Taken.NONE;
    }

    /**
     * The id of an event's text that is no number, or null when it is too long, empty, or no such text is taken.
     */
    @Nullable
    Long idOf(String text) {
        if (!areTaken() || text.isEmpty() || text.length() > MOST_CHARS) {
            return null;
        }
        Mac mac = keyed;
        return mac == null ? Long.valueOf(1) : Long.valueOf(hash(mac, text));
    }

    private static long hash(Mac keyed, String text) {
        try {
            byte[] code = ((Mac) keyed.clone()).doFinal(text.getBytes(StandardCharsets.UTF_8));
            long id = ByteBuffer.wrap(code).getLong() & Long.MAX_VALUE;
            return id == 0 ? 1 : id;
        } catch (CloneNotSupportedException impossible) {
            throw new IllegalStateException("the JDK's own " + ALGORITHM + " can be cloned", impossible);
        }
    }

    /** The id that a text of an address means: a number, or what its text maps to. */
    public Optional<Long> parse(String text) {
        return writesANumber(text) ? ProfileIds.parse(text) : Optional.ofNullable(idOf(text));
    }

    /** Says whether a text is a number: one that is 0, below it or too large is an id that is none, and no text. */
    static boolean writesANumber(String text) {
        return NUMBER.matcher(text).matches();
    }

    /** The words that say what an id may be here. */
    public String what() {
        return areTaken() ? WHAT : ProfileIds.WHAT;
    }
}
