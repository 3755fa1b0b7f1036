package io.rollcall.ingest;

import io.rollcall.event.Limits;

/** The limits of this gateway: a type of its own, because other services in the same process may have limits too. */
public record GatewayLimits(Limits limits) {}
