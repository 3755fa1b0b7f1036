/**
 * The front door: {@code POST /v1/events}. Every event is validated, stamped and on the log before its sender hears 202.
 *
 * <p>Start with {@link io.rollcall.ingest.http.EventsEndpoint}, a request's way through the gateway;
 * {@link io.rollcall.ingest.intake.Intake} decides about its events, {@link io.rollcall.ingest.log.EventLog} writes them
 * down. Here lie the settings ({@link io.rollcall.ingest.IngestSettings} is their manual) and what is made of them.
 */
@NullMarked
package io.rollcall.ingest;

import org.jspecify.annotations.NullMarked;
