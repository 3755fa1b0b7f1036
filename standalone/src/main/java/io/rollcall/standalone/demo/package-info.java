/**
 * The demo that {@code rollcall up --demo} runs: the devices of people who do not exist, which send over HTTP like everybody's, and
 * their past, which comes in like any backfill. Start with {@link io.rollcall.standalone.demo.Demo}; who the people are and what they
 * do is in {@link io.rollcall.standalone.simulation}.
 */
@NullMarked
package io.rollcall.standalone.demo;

import org.jspecify.annotations.NullMarked;
