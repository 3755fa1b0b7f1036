/** The gateway, tried from outside: real HTTP, a real broker. Start with {@link io.rollcall.ingest.EventsEndpointTest}. */
@NullMarked
package io.rollcall.ingest;

import org.jspecify.annotations.NullMarked;
