package io.rollcall.ingest.http;

import io.netty.handler.codec.http.QueryStringDecoder;
import io.rollcall.ingest.body.RefusedException;
import io.rollcall.ingest.http.Admission.Purpose;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says what the address of a request asks for beside its path. Other parameters are ignored. No message repeats what was
 * sent: it may be a key.
 *
 * @param key the write key of a beacon, which cannot send headers; null for none
 * @param purpose what is to become of the events
 */
record SendingQuery(@Nullable String key, Purpose purpose) {
    private static final String KEY = "key";
    private static final String DRY_RUN = "dry_run";
    private static final int MOST_PARAMETERS = 16;

    /** Reads the query of an address. */
    static SendingQuery of(String uri) {
        Map<String, List<String>> parameters = parameters(uri);
        return new SendingQuery(single(parameters, KEY), purpose(single(parameters, DRY_RUN)));
    }

    private static Map<String, List<String>> parameters(String uri) {
        try {
            return QueryStringDecoder.builder()
                    .maxParams(MOST_PARAMETERS)
                    .build(uri)
                    .parameters();
        } catch (IllegalArgumentException unreadable) {
            throw invalid("the parameters of the address cannot be decoded; write them as percent-encoded UTF-8");
        }
    }

    private static @Nullable String single(Map<String, List<String>> parameters, String name) {
        List<String> values = parameters.getOrDefault(name, List.of());
        if (values.size() > 1) {
            throw invalid(name + " is given twice");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static Purpose purpose(@Nullable String dryRun) {
        return switch (dryRun == null ? "false" : dryRun.toLowerCase(Locale.ROOT)) {
            case "true" -> Purpose.JUDGE_ONLY;
            case "false" -> Purpose.STORE;
            default -> throw invalid(DRY_RUN + " is true or false");
        };
    }

    private static RefusedException invalid(String detail) {
        return new RefusedException(Refusal.lasting(RefusalCode.INVALID_PARAMETER, detail));
    }
}
