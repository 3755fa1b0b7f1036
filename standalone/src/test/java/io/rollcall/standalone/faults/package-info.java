/**
 * Promise 2, tried to death: the services as processes of their own, a log of random events, and whatever can die dying.
 *
 * <p>Start with {@link io.rollcall.standalone.faults.CountedOnceIT}. {@link io.rollcall.standalone.faults.Deployment} is what
 * is broken, {@link io.rollcall.standalone.faults.Fault} how, and {@link io.rollcall.standalone.faults.Expected} the
 * answer, computed from the log by other means. The tests of the alarms break the same deployment.
 */
@NullMarked
package io.rollcall.standalone.faults;

import org.jspecify.annotations.NullMarked;
