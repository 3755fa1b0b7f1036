/**
 * What the routes of the gateway have in common that show something of events: who may ask, how it is asked, and what is
 * left of an event that is shown to somebody who may not know whose it is.
 *
 * <p>Start with {@link io.rollcall.ingest.reading.EventView}.
 */
@NullMarked
package io.rollcall.ingest.reading;

import org.jspecify.annotations.NullMarked;
