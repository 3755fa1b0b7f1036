package io.rollcall.access.keys;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds the secret in an {@code Authorization} header. */
public final class Credentials {
    private static final String BEARER = "Bearer ";
    private static final String BASIC = "Basic ";

    private Credentials() {}

    /** The secret of {@code Bearer SECRET}; empty for anything else. */
    public static Optional<String> bearer(@Nullable String authorization) {
        return after(BEARER, authorization);
    }

    /** The user of {@code Basic}, as which other systems' clients send their key; the password is not looked at. */
    public static Optional<String> basicUser(@Nullable String authorization) {
        return after(BASIC, authorization).flatMap(Credentials::user);
    }

    private static Optional<String> after(String scheme, @Nullable String authorization) {
        return authorization == null || !authorization.regionMatches(true, 0, scheme, 0, scheme.length())
                ? Optional.empty()
                : Optional.of(authorization.substring(scheme.length()).strip());
    }

    private static Optional<String> user(String encoded) {
        try {
            String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
            return Optional.of(pair.split(":", 2)[0]);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
