/**
 * Works out what a request's bytes amount to. Pure: no I/O, no clock, no logger; every rule is a function from values
 * to a value.
 *
 * <p>Start with {@link io.rollcall.ingest.intake.Intake}, the ordered list of steps from a body to its judgement, and
 * {@link io.rollcall.ingest.intake.EventJudge}, the ordered list of rules for one event.
 * {@link io.rollcall.ingest.intake.EventSplitter} finds the events in a body, even in a broken one.
 */
@NullMarked
package io.rollcall.ingest.intake;

import org.jspecify.annotations.NullMarked;
