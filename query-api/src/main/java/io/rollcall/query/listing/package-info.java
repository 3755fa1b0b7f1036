/**
 * The list of the metrics as {@code GET /v1/metrics} gives it, for programs that offer them to people.
 *
 * <p>Start with {@link io.rollcall.query.listing.ListedMetric}.
 */
@NullMarked
package io.rollcall.query.listing;

import org.jspecify.annotations.NullMarked;
