/**
 * The worker as somebody else's machine runs it: a command line, JVM or native executable, tried from outside.
 *
 * <p>Start with {@link io.rollcall.standalone.smoke.WorkerSmokeIT}, whose six steps are one method each.
 */
@NullMarked
package io.rollcall.standalone.smoke;

import org.jspecify.annotations.NullMarked;
