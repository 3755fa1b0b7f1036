/**
 * Whatever a client sends: the whole system, and seeded strangers at its doors over real sockets.
 *
 * <p>Start with {@link io.rollcall.standalone.fuzz.FuzzIT}. What is sent is {@link io.rollcall.standalone.fuzz.RandomRequest} and
 * {@link io.rollcall.event.testkit.RandomBody}, how it is sent {@link io.rollcall.standalone.fuzz.Exchange}.
 */
@NullMarked
package io.rollcall.standalone.fuzz;

import org.jspecify.annotations.NullMarked;
