/**
 * How many events a key, and an address, may send: buckets of this gateway, and where it is wanted those of all gateways
 * together in Redis.
 *
 * <p>Start with {@link io.rollcall.ingest.rates.Rates}.
 */
@NullMarked
package io.rollcall.ingest.rates;

import org.jspecify.annotations.NullMarked;
