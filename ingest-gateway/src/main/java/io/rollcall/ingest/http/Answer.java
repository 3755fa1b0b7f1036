package io.rollcall.ingest.http;

import io.rollcall.access.Problem;
import io.rollcall.ingest.browser.CrossOrigin;
import io.rollcall.ingest.intake.EventOutcome.Rejected;
import io.rollcall.ingest.intake.Judgement;
import io.rollcall.ingest.intake.Refusal;
import io.rollcall.ingest.intake.RefusalCode;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The answer that the client gets: problem+json (RFC 9457) for a refusal, and the account of its events otherwise.
 *
 * @param status of HTTP
 * @param headers beside the content's length
 * @param body as JSON; empty for no body
 */
record Answer(int status, Map<String, String> headers, JsonObject body) {
    private static final String CONTENT_TYPE = "Content-Type";
    private static final Map<String, String> JSON = Map.of(CONTENT_TYPE, "application/json");
    private static final int JUDGED = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;

    /** The answer to a request whose events are all on the log. */
    static Answer of(Judgement judgement) {
        JsonObject account = account(judgement);
        if (judgement.taken() > 0) {
            return new Answer(ACCEPTED, JSON, account);
        }
        Answer problem = of(Refusal.lasting(judgement.codeWhenNoneAccepted(), why(judgement)));
        problem.body().mergeIn(account);
        return problem;
    }

    /** The answer to a request whose events were judged and are stored nowhere. */
    static Answer ofDryRun(Judgement judgement) {
        return new Answer(JUDGED, JSON, account(judgement));
    }

    /** The answer to a browser that asks for leave to send. */
    static Answer ofLeave() {
        return new Answer(NO_CONTENT, CrossOrigin.leave(), new JsonObject());
    }

    static Answer of(Refusal refusal) {
        RefusalCode code = refusal.code();
        JsonObject problem = Problem.of(code.status(), code.title(), code.code(), refusal.detail())
                .toJson();
        if (code == RefusalCode.NO_EVENTS) {
            problem.put("accepted", 0).put("rejected", new JsonArray());
        }
        return new Answer(code.status(), headers(refusal), problem);
    }

    private static Map<String, String> headers(Refusal refusal) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(CONTENT_TYPE, Problem.MEDIA_TYPE);
        if (refusal.retryAfterSeconds() > 0) {
            headers.put("Retry-After", Integer.toString(refusal.retryAfterSeconds()));
        }
        switch (refusal.code()) {
            case METHOD_NOT_ALLOWED -> headers.put("Allow", "POST");
            case UNKNOWN_KEY -> headers.put("WWW-Authenticate", Problem.CHALLENGE);
            case UNSUPPORTED_CONTENT_TYPE ->
                headers.put("Accept-Post", "application/json, application/x-ndjson, text/plain");
            case UNSUPPORTED_CONTENT_ENCODING -> headers.put("Accept-Encoding", "gzip");
            default -> {
                // The others say all they have to say in the body.
            }
        }
        return headers;
    }

    /** The same as clients of Segment know it: what was taken is a success, and 200. */
    Answer asSegment() {
        boolean isTaken = status == ACCEPTED || status == JUDGED;
        return new Answer(isTaken ? JUDGED : status, headers, body.copy().put("success", isTaken));
    }

    /** The same with more headers. */
    Answer with(Map<String, String> more) {
        if (more.isEmpty()) {
            return this;
        }
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Answer(status, all, body);
    }

    /** The body as it is sent. */
    Buffer bytes() {
        return body.isEmpty() ? Buffer.buffer() : body.toBuffer();
    }

    private static JsonObject account(Judgement judgement) {
        return new JsonObject().put("accepted", judgement.taken()).put("rejected", rejected(judgement));
    }

    private static JsonArray rejected(Judgement judgement) {
        JsonArray rejected = new JsonArray();
        for (Rejected event : judgement.rejected()) {
            rejected.add(new JsonObject()
                    .put("index", event.index())
                    .put("event_id", event.eventId())
                    .put("reason", event.rejection().reason().code())
                    .put("detail", event.rejection().detail()));
        }
        return rejected;
    }

    private static String why(Judgement judgement) {
        String first = judgement.rejected().get(0).rejection().detail();
        return judgement.count() == 1 ? first : "the first of " + judgement.count() + ": " + first;
    }
}
