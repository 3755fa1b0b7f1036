/**
 * The metrics of the catalogue that only exact data can answer: served from what the nightly runs worked out, or worked out on
 * demand with a question's own parameters.
 *
 * <p>Start with {@link io.rollcall.query.catalogue.CatalogueMetrics}, which lists them.
 */
@NullMarked
package io.rollcall.query.catalogue;

import org.jspecify.annotations.NullMarked;
