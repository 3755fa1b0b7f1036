package io.rollcall.access.keys;

import io.rollcall.event.Sha256;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A secret as it is kept: its SHA-256. A slow hash for passwords would add nothing, because a secret is not guessed from a list
 * of words but has 256 random bits, and would cost every request what it costs a thief.
 */
public final class SecretDigest {
    private static final int BYTES = 32;
    private static final int SHOWN_BYTES = 4;
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final HexFormat HEX = HexFormat.of();

    private final byte[] digest;

    private SecretDigest(byte[] digest) {
        this.digest = digest;
    }

    /** A new secret: 256 random bits behind a word by which it is recognized where it must not be, in a repository or a log. */
    public static String newSecret() {
        byte[] random = new byte[BYTES];
        RANDOM.nextBytes(random);
        return "rollcall_" + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /** The digest of a secret; blanks around it do not count. */
    public static SecretDigest of(String secret) {
        return new SecretDigest(Sha256.of(secret.strip().getBytes(StandardCharsets.UTF_8)));
    }

    /** The digest that is written so: 64 hexadecimal digits. */
    public static SecretDigest ofHex(String hex) {
        byte[] digest = HEX.parseHex(hex);
        if (digest.length != BYTES) {
            throw new IllegalArgumentException("sha256 has 64 hexadecimal digits");
        }
        return new SecretDigest(digest);
    }

    /** The digest as it is written. */
    public String hex() {
        return HEX.formatHex(digest);
    }

    /** Its beginning: enough for a person to tell one secret of a name from another. */
    public String shown() {
        return HEX.formatHex(digest, 0, SHOWN_BYTES);
    }

    /** Compares in a time that says nothing about where two differ. */
    public boolean matches(SecretDigest other) {
        return MessageDigest.isEqual(digest, other.digest);
    }
}
