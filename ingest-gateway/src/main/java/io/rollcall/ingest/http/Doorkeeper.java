package io.rollcall.ingest.http;

import io.rollcall.access.keys.AccessKey;
import io.rollcall.access.keys.KeyScope;
import io.rollcall.ingest.body.BodyReader;
import io.rollcall.ingest.body.RefusedException;
import io.rollcall.ingest.intake.Circumstances.AgeLimit;
import io.rollcall.ingest.intake.Delivery;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Decides from a request's head whether its body may come. */
final class Doorkeeper {
    static final String BACKFILL_HEADER = "Rollcall-Backfill";

    private final Senders senders;
    private final int bodyBytes;

    Doorkeeper(Senders senders, int bodyBytes) {
        this.senders = senders;
        this.bodyBytes = bodyBytes;
    }

    Admission admit(HttpMethod method, String uri, MultiMap headers, Dialect dialect) {
        try {
            requirePost(method);
            SendingQuery query = SendingQuery.of(uri);
            AccessKey caller = senders.require(dialect.authorization(headers), query.key());
            AgeLimit age = age(headers.get(BACKFILL_HEADER), caller);
            Delivery.Form form = form(headers.get(HttpHeaders.CONTENT_TYPE));
            Delivery.Encoding encoding = encoding(headers.get(HttpHeaders.CONTENT_ENCODING));
            requireSize(headers);
            return new Admission.Admitted(caller, form, encoding, age, query.purpose(), dialect);
        } catch (RefusedException refused) {
            return new Admission.Refused(refused.refusal());
        }
    }

    private static void requirePost(HttpMethod method) {
        if (!HttpMethod.POST.equals(method)) {
            throw refused(RefusalCode.METHOD_NOT_ALLOWED, "POST events here; numbers are at /v1/metrics");
        }
    }

    private static AgeLimit age(@Nullable String backfill, AccessKey caller) {
        if (backfill == null || backfill.strip().equalsIgnoreCase("false")) {
            return AgeLimit.ENFORCED;
        }
        if (!backfill.strip().equalsIgnoreCase("true")) {
            throw refused(RefusalCode.INVALID_HEADER, BACKFILL_HEADER + " is true or false");
        }
        if (!caller.opens(KeyScope.BACKFILL)) {
            throw refused(
                    RefusalCode.BACKFILL_FORBIDDEN,
                    "the write key '" + caller.name() + "' may not send " + BACKFILL_HEADER
                            + ": true; the scope backfill, or rollcall.ingest.keys." + caller.name()
                            + ".backfill, allows it");
        }
        return AgeLimit.WAIVED;
    }

    private static Delivery.Form form(@Nullable String contentType) {
        String[] parts = contentType == null ? new String[] {""} : contentType.split(";", -1);
        for (int at = 1; at < parts.length; at++) {
            requireUtf8(parts[at].strip().toLowerCase(Locale.ROOT));
        }
        return switch (parts[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/json" -> Delivery.Form.JSON;
            case "application/x-ndjson" -> Delivery.Form.NDJSON;
            case "text/plain" -> Delivery.Form.TEXT;
            default ->
                throw refused(
                        RefusalCode.UNSUPPORTED_CONTENT_TYPE,
                        "send application/json, application/x-ndjson or text/plain, not "
                                + (contentType == null ? "a body without a type" : "'" + contentType + "'"));
        };
    }

    private static void requireUtf8(String parameter) {
        if (parameter.startsWith("charset=") && !parameter.replace("\"", "").equals("charset=utf-8")) {
            throw refused(RefusalCode.UNSUPPORTED_CONTENT_TYPE, "events are UTF-8, not " + parameter);
        }
    }

    private static Delivery.Encoding encoding(@Nullable String contentEncoding) {
        String encoding =
                contentEncoding == null ? "identity" : contentEncoding.strip().toLowerCase(Locale.ROOT);
        return switch (encoding) {
            case "identity", "" -> Delivery.Encoding.PLAIN;
            case "gzip", "x-gzip" -> Delivery.Encoding.GZIP;
            default ->
                throw refused(
                        RefusalCode.UNSUPPORTED_CONTENT_ENCODING, "send gzip or no encoding, not '" + encoding + "'");
        };
    }

    private void requireSize(MultiMap headers) {
        if (BodyReader.announcedBytes(headers).orElse(0) > bodyBytes) {
            throw new RefusedException(BodyReader.tooLarge(bodyBytes));
        }
    }

    private static RefusedException refused(RefusalCode code, String detail) {
        return new RefusedException(Refusal.lasting(code, detail));
    }
}
