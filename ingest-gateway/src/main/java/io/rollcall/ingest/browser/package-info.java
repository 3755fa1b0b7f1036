/**
 * Serves pages of other origins, whose browsers ask first: which pages may send, and the client that they load.
 *
 * <p>Start with {@link io.rollcall.ingest.browser.CrossOrigin}.
 */
@NullMarked
package io.rollcall.ingest.browser;

import org.jspecify.annotations.NullMarked;
