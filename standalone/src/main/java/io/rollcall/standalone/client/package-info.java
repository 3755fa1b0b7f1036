/**
 * Rollcall's own client of {@code POST /v1/events}: what the import and the demo send with, through the same door as
 * everybody else. Start with {@link io.rollcall.standalone.client.EventsClient}; what may come back is
 * {@link io.rollcall.standalone.client.GatewayAnswer}.
 */
@NullMarked
package io.rollcall.standalone.client;

import org.jspecify.annotations.NullMarked;
