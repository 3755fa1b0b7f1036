package io.rollcall.query.http;

import java.util.Optional;
import java.util.regex.Pattern;

/** What the {@code Allow} header of a 405 has to say; the HTTP layer leaves it out. */
final class AllowedMethods {
    private static final Pattern QUESTIONS =
            Pattern.compile("/v1/(metrics/[^/]+|profiles/[^/]+/engagement|experiments/[^/]+|live|reconciliations)/?");

    private AllowedMethods() {}

    /** Empty for an address of another service. */
    static Optional<String> of(String path) {
        return QUESTIONS.matcher(path).matches() ? Optional.of("GET, HEAD, OPTIONS") : Optional.empty();
    }
}
