/**
 * Looks at a deployment from outside and says what to do about it: what it reads is what every service shows, and what
 * Redis and Kafka say of themselves. It changes nothing.
 *
 * <p>Start with {@link io.rollcall.standalone.doctor.DoctorCommand}.
 */
@NullMarked
package io.rollcall.standalone.doctor;

import org.jspecify.annotations.NullMarked;
