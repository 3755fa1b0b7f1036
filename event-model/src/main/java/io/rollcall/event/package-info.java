/**
 * The contract between the services: what an event is, what may be wrong with it, what the gateway decided about it,
 * and which shard it belongs to. Pure Java; every other module knows this one and it knows none of them.
 *
 * <p>Start with {@link io.rollcall.event.AppEvent} (what a client sends), {@link io.rollcall.event.EventReader} (bytes to
 * event, or a reason), {@link io.rollcall.event.Stamp} (what was decided once, at the door) and
 * {@link io.rollcall.event.Shards}.
 */
@NullMarked
package io.rollcall.event;

import org.jspecify.annotations.NullMarked;
