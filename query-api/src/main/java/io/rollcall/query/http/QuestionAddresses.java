package io.rollcall.query.http;

import io.rollcall.access.rest.Addresses;
import jakarta.inject.Singleton;
import java.util.Set;
import java.util.regex.Pattern;

/** The methods of the addresses that answer questions. */
@Singleton
public class QuestionAddresses implements Addresses {
    private static final Pattern QUESTIONS = Pattern.compile(
            "/v1/(metrics(?:/[^/]+)?|profiles/[^/]+/engagement|experiments(?:/[^/]+)?|live|reconciliations)/?");

    private static final Pattern SQL = Pattern.compile("/v1/sql/?");

    @Override
    public Set<String> methodsAt(String path) {
        if (SQL.matcher(path).matches()) {
            return Set.of("POST");
        }
        return QUESTIONS.matcher(path).matches() ? Set.of("GET", "HEAD") : Set.of();
    }
}
