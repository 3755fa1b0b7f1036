package io.rollcall.ingest.log;

import java.util.OptionalLong;

/**
 * What is written down of a request beside its events.
 *
 * @param atMillis when its last byte was there
 * @param key the name of the write key that it came with
 * @param sentAtMillis the client's clock when it sent the request, when it said so
 */
public record Receipt(long atMillis, String key, OptionalLong sentAtMillis) {}
