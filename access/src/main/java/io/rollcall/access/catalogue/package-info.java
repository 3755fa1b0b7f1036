/**
 * The event catalogue of this moment, from a file that is read again while the service runs.
 *
 * <p>Start with {@link io.rollcall.access.catalogue.CurrentCatalogue}.
 */
@NullMarked
package io.rollcall.access.catalogue;

import org.jspecify.annotations.NullMarked;
